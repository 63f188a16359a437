// Whom a listener lets in: within its own limit, and while this process may still open what it needs to reach servers. When there
// is no room, a connection that only waits for its client makes some.
import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import type { ErrorCode } from "../contract/error-codes.ts";
import { sentence } from "../contract/sentences.ts";
import type { Clock } from "../ports.ts";

/** A flood is told once in this time, not once a connection. */
const tellEveryMs = 60_000;
/** Files kept for servers, checks, logs and the console: at least so many, or this share of all. */
const leastReserve = 32;
const reservedShare = 1 / 8;

export interface ConnectionGateOptions {
  readonly clock: Clock;
  readonly countOwnAnswer: (code: ErrorCode) => void;
  readonly onWarning: ((message: string) => void) | undefined;
  /** Closes a connection that waits for its client for long enough; false when there is none. */
  readonly makeRoom: () => boolean;
  /** Most files this process may open; unknown where the system does not say. */
  readonly openFiles?: number;
}

export class ConnectionGate {
  readonly #options: ConnectionGateOptions;
  readonly #highestFile: number;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(options: ConnectionGateOptions) {
    this.#options = options;
    const files = options.openFiles ?? openFilesAllowed();
    this.#highestFile = files - Math.max(leastReserve, Math.floor(files * reservedShare));
  }

  /** Whether the accepted socket may stay; one that may not is the caller's to close, and was counted. */
  admits(socket: Socket, open: number, limit: number): boolean {
    if (open >= limit) return this.#makeRoom(sentence("CONNECTIONS_FULL", { count: limit }));
    // SECURITY: without files left no server is reached and every check fails: connections that only wait would take the whole
    // balancer down. The system gives out the lowest number that is free, so a high one says how many are in use.
    if (fileOf(socket) >= this.#highestFile) {
      return this.#makeRoom(sentence("FILES_FULL"));
    }
    return true;
  }

  /** SECURITY: whoever opens connections and never asks for anything would otherwise keep everybody else out. */
  #makeRoom(reason: string): boolean {
    const { clock, countOwnAnswer, makeRoom, onWarning } = this.#options;
    countOwnAnswer("CONNECTION_LIMIT");
    const hasRoom = makeRoom();
    const now = clock.now();
    if (now - this.#toldAt >= tellEveryMs) {
      this.#toldAt = now;
      onWarning?.(`${reason}; ${sentence("IDLE_MAKE_ROOM")}`);
    }
    return hasRoom;
  }
}

/** What is not in Node's documentation and therefore looked at before it is used; -1 where a socket has no number. */
function fileOf(socket: Socket): number {
  const { _handle: handle } = socket as unknown as { _handle?: { fd?: number } | null };
  return typeof handle?.fd === "number" ? handle.fd : -1;
}

let allowed: number | undefined;

/** Node has raised the limit as far as it may be raised; only Linux tells it without effort. */
function openFilesAllowed(): number {
  allowed ??= readOpenFilesAllowed();
  return allowed;
}

function readOpenFilesAllowed(): number {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
