// Connections whose PROXY header is not whole yet: each has a deadline, counts as a connection and goes on or is closed.
import type { Socket } from "node:net";
import type { ErrorCode } from "../../contract/error-codes.ts";
import { type Endpoints, endpointsOf } from "./endpoints.ts";
import { readProxyHeader } from "./read-header.ts";

interface Outcomes {
  /** The socket is paused and holds what followed the header. */
  readonly onRead: (socket: Socket, endpoints: Endpoints) => void;
  /** The connection was closed for this. */
  readonly onFailed: (code: ErrorCode) => void;
}

interface Wait {
  readonly deadlineAt: number;
  readonly leave: () => void;
}

export class HeaderWaits {
  readonly #outcomes: Outcomes;
  readonly #waits = new Map<Socket, Wait>();

  constructor(outcomes: Outcomes) {
    this.#outcomes = outcomes;
  }

  get size(): number {
    return this.#waits.size;
  }

  start(socket: Socket, deadlineAt: number): void {
    let received: Buffer | null = null;
    const read = (bytes: Buffer) => {
      received = received === null ? bytes : Buffer.concat([received, bytes]);
      const header = readProxyHeader(received);
      if (header === "incomplete") return;
      if (header === "malformed") {
        // SECURITY: who speaks something else must not be served under the address of the proxy.
        this.#fail(socket, "MALFORMED_REQUEST");
        return;
      }
      this.#waits.get(socket)?.leave();
      socket.pause();
      const rest = received.subarray(header.length);
      if (rest.length > 0) socket.unshift(rest);
      this.#outcomes.onRead(socket, header.endpoints ?? endpointsOf(socket));
    };
    // A client that leaves before its header is whole is nobody's concern: that is how connections are checked.
    const left = () => {
      this.#waits.get(socket)?.leave();
      socket.destroy();
    };
    const leave = () => {
      this.#waits.delete(socket);
      socket.off("data", read).off("end", left).off("close", left);
    };
    this.#waits.set(socket, { deadlineAt, leave });
    // Stays on for as long as the socket lives; `close` follows every error.
    socket.on("error", () => {});
    socket.on("data", read).on("end", left).on("close", left);
    socket.resume();
  }

  /** Cuts those whose time is over. */
  sweep(now: number): void {
    for (const [socket, { deadlineAt }] of this.#waits) {
      if (now >= deadlineAt) this.#fail(socket, "REQUEST_HEAD_TIMEOUT");
    }
  }

  /** Cuts the oldest, to make room, unless it still has longer than until then. False when none is cut. */
  cutOldest(deadlineBefore: number): boolean {
    for (const [socket, { deadlineAt }] of this.#waits) {
      if (deadlineAt > deadlineBefore) return false;
      this.#fail(socket, "REQUEST_HEAD_TIMEOUT");
      return true;
    }
    return false;
  }

  cutAll(): void {
    for (const [socket, { leave }] of [...this.#waits]) {
      leave();
      socket.destroy();
    }
  }

  #fail(socket: Socket, code: ErrorCode): void {
    this.#waits.get(socket)?.leave();
    socket.destroy();
    this.#outcomes.onFailed(code);
  }
}
