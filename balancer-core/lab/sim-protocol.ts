// What the protocols of simulated servers have in common, as their life cycle in sim-server.ts sees them.
import type { Server } from "node:net";
import type { LabServerConfig } from "../contract/config-lab.ts";
import type { Clock } from "../ports.ts";
import type { SimFaults } from "./sim-faults.ts";

export interface SimProtocol {
  /** A fresh server with this behaviour that does not listen yet. Counters go on from server to server. */
  createServer(): Server;
  /** Turns the knobs; sockets and work in progress are left alone. */
  configure(config: LabServerConfig): void;
  readonly active: number;
  readonly waiting: number;
  readonly totalRequests: number;
}

export interface SimProtocolOptions {
  readonly config: LabServerConfig;
  readonly clock: Clock;
  readonly faults: SimFaults;
}

/** Below this a timer would only make the work longer than asked. */
export const shortestTimerMs = 0.5;
