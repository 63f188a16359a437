// The balancer as its shells, the lab and the host see it: the core's public face. `createBalancer` in balancer.ts makes one.
import type { RequestBatch, RequestSample } from "./balancer-requests.ts";
import type { Config } from "./contract/config-schema.ts";
import type { ProcessStatus } from "./contract/process-status.ts";
import type { RequestRecord } from "./contract/records.ts";
import type { SeriesPoint, Snapshot } from "./contract/snapshot.ts";
import type { Unsubscribe } from "./contract/transport.ts";
import type { EventLog, NewEvent } from "./events/event-log.ts";
import type { Server } from "./pool/types.ts";
import type { Ports } from "./ports.ts";
import type { Stickiness } from "./stickiness/stickiness.ts";
import type { StickyKey } from "./stickiness/sticky-sources.ts";

export type { EventLog, NewEvent };

export interface RequestFilter {
  readonly limit: number;
  readonly server?: string | undefined;
  /** Of one request; clients may use an id again. */
  readonly id?: string | undefined;
  /** `502` or `5xx`. */
  readonly status?: string | undefined;
}

export interface BalancerOptions {
  readonly config: Config;
  readonly ports: Ports;
  /** Folder against which `log.file` and certificate paths are resolved. */
  readonly directory: string;
  /** What stickiness cookies are sealed with; a key of this process only when absent. */
  readonly stickyKey?: StickyKey;
}

export interface ApplyOptions {
  /** What happens to servers that are no longer configured: drain (the default) or cut at once. */
  readonly removed?: "drain" | "cut";
}

export interface Balancer {
  readonly config: Config;
  readonly events: EventLog;
  /** Opens every listener. One that cannot be opened rejects the start, and those already open are closed again. */
  start(): Promise<void>;
  /**
   * Applies another configuration by its difference to the present one. All or nothing: when a listener cannot be opened,
   * everything is as before and the error names it. Resolves with one sentence per change, empty when nothing changed.
   */
  apply(config: Config, options?: ApplyOptions): Promise<readonly string[]>;
  /** Deadline of a drain that the configuration's intent started; shortens or lengthens the pool's own. */
  setDrainDeadline(poolId: string, serverId: string, deadlineMs: number): void;
  /** Resolves when nothing is left on the server, at the latest after its deadline; false when it was undone before. */
  whenDrained(poolId: string, serverId: string): Promise<boolean>;
  server(poolId: string, serverId: string): Server | undefined;
  /** What keeps clients of a pool on their servers; undefined where nothing does. */
  stickiness(poolId: string): Stickiness | undefined;
  snapshot(revision: number): Snapshot;
  /** Seconds just over, oldest first, at most 300. */
  series(poolId: string, serverId: string): readonly SeriesPoint[];
  /** Called each second with the second just over, keyed `pool/server`. */
  onSecond(listener: (points: Readonly<Record<string, SeriesPoint>>) => void): Unsubscribe;
  requests(filter: RequestFilter): RequestRecord[];
  /** Finished after `mark` (0 at first, then what the batch before said), at most `limit`, the telling ones first in line. */
  requestsAfter(mark: number, limit: number): RequestBatch;
  /** Of those finished after `mark` some, evenly taken, and how many each stands for. */
  requestSample(mark: number, others: number, failures: number): RequestSample;
  /** How the process is doing and what its records take. */
  status(): ProcessStatus;
  /** Opens the log's file again, for those who rotate it by themselves. */
  reopenLog(): Promise<void>;
  /** Prometheus text exposition format 0.0.4. */
  metricsText(): string;
  /** Stops accepting, lets what is in flight finish up to the deadline, then cuts. Safe to call twice: the earlier deadline wins. */
  stop(deadlineMs: number): Promise<void>;
}
