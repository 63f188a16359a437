// Waits for a connection's first TLS message, bounded in bytes and time, and puts it back as if nobody had read it.
import type { Socket } from "node:net";
import type { Clock, Timer } from "../../ports.ts";
import { type ClientHello, longestHelloBytes, readClientHello } from "./client-hello.ts";

export interface HelloPeek {
  /** Ends it without telling; the socket is the caller's to close. */
  cancel(): void;
}

/**
 * Calls `done` once, never at once, with the message or with null when there will be none that can be read. The socket is paused
 * then, and has no listeners of ours.
 */
export function peekHello(
  socket: Socket,
  clock: Clock,
  timeoutMs: number,
  done: (hello: ClientHello | null) => void,
): HelloPeek {
  let received: Buffer = Buffer.alloc(0);
  const failed = () => settle(null);
  // SECURITY: a client that says nothing, or a byte now and then, must not hold a connection for ever.
  const timer: Timer = clock.after(timeoutMs, failed);

  function read(bytes: Buffer): void {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    const outcome = readClientHello(received);
    if (outcome === "incomplete" && received.length < longestHelloBytes) return;
    settle(typeof outcome === "string" ? null : outcome);
  }

  function cancel(): void {
    timer.cancel();
    socket.off("data", read);
    socket.off("end", failed);
    socket.off("close", failed);
    socket.pause();
  }

  function settle(hello: ClientHello | null): void {
    cancel();
    if (hello !== null) socket.unshift(received);
    done(hello);
  }

  socket.on("data", read);
  socket.on("end", failed);
  socket.on("close", failed);
  socket.resume();
  return { cancel };
}
