// The bench's vocabulary. Its code is plain JavaScript, since it runs under Node without a build; these types check it.

/** What a proxy under test is told. */
export interface PeerContext {
  /** Folder of its own, removed at the end. */
  readonly folder: string;
  /** The same three servers for everybody. */
  readonly backends: readonly number[];
  readonly core: number;
}

export interface RunningProxy {
  readonly port: number;
  /** Its CPU time is counted together with that of its descendants. */
  readonly pid: number;
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

export interface Round {
  readonly cpuMicrosPerRequest: number;
  readonly requestsPerSecond: number;
  readonly failed: number;
}

export interface PeerResult {
  readonly name: string;
  readonly version: string;
  readonly note: string;
  readonly rounds: readonly Round[];
  /** Why it cannot be compared, for example a wrong body; null when all went well. */
  readonly problem: string | null;
}
