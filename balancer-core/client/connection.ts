// Keeps one transport open: connects, shakes hands, and tries again with growing pauses after a loss.

import type { ClientFrame } from "../contract/envelope.ts";
import { contractVersion, type HostFrame, hostFrameSchema } from "../contract/envelope.ts";
import type { MessageTransport } from "../contract/transport.ts";
import type { ClientOptions, ConnectionStatus } from "./types.ts";

const firstPauseMs = 250;
const longestPauseMs = 5_000;
const handshakeWithinMs = 5_000;

export interface Connection {
  readonly status: ConnectionStatus;
  /** Dropped while the connection is not open. */
  send(frame: ClientFrame): void;
  reconnect(): void;
  close(): void;
}

export interface ConnectionEvents {
  onStatus(status: ConnectionStatus): void;
  onFrame(frame: HostFrame): void;
}

export function createConnection(options: ClientOptions, events: ConnectionEvents): Connection {
  let status: ConnectionStatus = { state: "connecting" };
  let transport: MessageTransport | null = null;
  /** Grows with each try, so that a late result of an earlier one is recognised and closed. */
  let attempt = 0;
  let pauseMs = firstPauseMs;
  let timer: number | null = null;
  let finished = false;

  function enter(next: ConnectionStatus): void {
    status = next;
    events.onStatus(next);
  }

  function clearTimer(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function open(): void {
    const mine = ++attempt;
    clearTimer();
    enter({ state: "connecting" });
    timer = setTimeout(() => lose(mine, "the balancer did not answer in time"), handshakeWithinMs);
    Promise.resolve()
      .then(options.connect)
      .then(
        (opened) => (mine === attempt && !finished ? adopt(mine, opened) : opened.close()),
        (error: unknown) => lose(mine, error instanceof Error ? error.message : String(error)),
      );
  }

  function adopt(mine: number, opened: MessageTransport): void {
    transport = opened;
    opened.onFrame((raw) => mine === attempt && receive(mine, raw));
    opened.onClose((reason) => lose(mine, reason.message));
    opened.send({ kind: "hello", contract: contractVersion });
  }

  function receive(mine: number, raw: unknown): void {
    const parsed = hostFrameSchema.safeParse(raw);
    if (!parsed.success) {
      lose(mine, "the balancer sent something that is not a frame");
    } else if (parsed.data.kind === "welcome") {
      welcome(parsed.data.contract);
    } else if (parsed.data.kind === "failure" && parsed.data.error.code === "CONTRACT_MISMATCH") {
      refuse(parsed.data.error.message);
    } else {
      events.onFrame(parsed.data);
    }
  }

  function welcome(hostContract: number): void {
    if (hostContract !== contractVersion) {
      refuse(`console speaks contract ${contractVersion}, balancer ${hostContract}`);
      return;
    }
    clearTimer();
    pauseMs = firstPauseMs;
    enter({ state: "open" });
  }

  /** A mismatch does not heal by trying again. */
  function refuse(message: string): void {
    drop();
    finished = true;
    enter({ state: "lost", message, retryAt: null });
  }

  function lose(mine: number, message: string): void {
    if (mine !== attempt || finished) return;
    drop();
    const retryAt = options.wallTime() + pauseMs;
    timer = setTimeout(open, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    enter({ state: "lost", message, retryAt });
  }

  function drop(): void {
    attempt++;
    clearTimer();
    const dropped = transport;
    transport = null;
    dropped?.close();
  }

  open();
  return {
    get status() {
      return status;
    },
    send: (frame) => transport?.send(frame),
    reconnect() {
      if (finished || status.state === "open") return;
      drop();
      pauseMs = firstPauseMs;
      open();
    },
    close() {
      if (finished) return;
      drop();
      finished = true;
      enter({ state: "lost", message: "closed", retryAt: null });
    },
  };
}
