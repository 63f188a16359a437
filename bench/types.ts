// The bench's vocabulary. Its code is plain JavaScript, since it runs under Node without a build; these types check it.

/** What a proxy under test is told. */
export interface PeerContext {
  /** Folder of its own, removed at the end. */
  readonly folder: string;
  /** The same servers for everybody. */
  readonly backends: readonly number[];
  readonly core: number;
  /** What it relays: requests, unless the case says bytes. */
  readonly mode?: "http" | "tcp";
  /** Connections it must be able to hold; what is enough for small loads when absent. */
  readonly connections?: number;
  /** Serves its console too, where it has one. */
  readonly hasConsole?: boolean;
}

export interface ConsoleAddress {
  readonly url: string;
  readonly token: string;
}

export interface RunningProxy {
  readonly port: number;
  /** Its CPU time is counted together with that of its descendants. */
  readonly pid: number;
  readonly console?: ConsoleAddress | null;
  stop(): Promise<void>;
}

export interface Peer {
  readonly name: string;
  /** What is particular about how it runs here, for the reader of the table. */
  readonly note: string;
  /** Version when it can run, else why not. */
  find(): { readonly version: string } | { readonly missing: string };
  start(context: PeerContext): Promise<RunningProxy>;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Answers other than 2xx and 3xx, and requests without an answer. */
  readonly failed: number;
}

export interface LoadGenerator {
  readonly name: string;
  run(load: { port: number; seconds: number; connections: number }): Promise<LoadResult>;
}

/** One peer's turns at a case; `Figures` is what the case measures in one turn. */
export interface Turns<Figures> {
  readonly name: string;
  readonly version: string;
  readonly note: string;
  readonly rounds: readonly Figures[];
  /** Why it cannot be compared, for example a wrong body; null when all went well. */
  readonly problem: string | null;
}

/** What every case is given. */
export interface CaseContext {
  readonly folder: string;
  readonly proxyCore: number;
  readonly loadCore: number;
  readonly rounds: number;
  readonly seconds: number;
  /** Whether a peer takes part. */
  readonly wants: (peer: string) => boolean;
  readonly say: (line: string) => void;
}

/** One row of the last table. */
export interface Goal {
  readonly goal: string;
  readonly ours: string;
  /** Empty when the goal is a figure of its own. */
  readonly theirs: string;
  readonly ratio: string;
  /** Null when it could not be measured. */
  readonly isMet: boolean | null;
}

export interface CaseReport {
  readonly title: string;
  readonly text: string;
  readonly goals: readonly Goal[];
  /** What makes the figures worthless; they must not be compared then. */
  readonly problems: readonly string[];
  readonly data: unknown;
}

export interface BenchCase {
  readonly name: string;
  run(context: CaseContext): Promise<CaseReport>;
}
