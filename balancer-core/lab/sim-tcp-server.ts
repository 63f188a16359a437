// A simulated TCP server: echoes what it is sent, the first bytes of a connection after a while of work. A client's
// half-close is answered by ours once everything is echoed. `errorRate` is the share of connections reset instead.
import { createServer, type Socket } from "node:net";
import { slowFactor } from "../contract/lab-faults.ts";
import { cutSocket } from "../cut-socket.ts";
import type { Timer } from "../ports.ts";
import { createSimKnobs } from "./sim-knobs.ts";
import { type SimProtocol, type SimProtocolOptions, shortestTimerMs } from "./sim-protocol.ts";
import { createWorkGate } from "./work-gate.ts";

const idleMs = 300_000;

export function createSimTcpServer({ config, clock, faults }: SimProtocolOptions): SimProtocol {
  const knobs = createSimKnobs(config);
  const gate = createWorkGate(config.concurrency);
  let totalRequests = 0;
  let active = 0;

  function serve(socket: Socket): void {
    // Resets are everyday life here: 'close' follows and cleans up.
    socket.on("error", () => undefined);
    socket.setTimeout(idleMs, () => socket.destroy());
    // A probe that connects and leaves sends nothing and is not counted.
    const endToo = () => void socket.end();
    socket.once("end", endToo);
    socket.once("data", (first) => {
      socket.removeListener("end", endToo);
      takeOn(socket, first);
    });
  }

  function takeOn(socket: Socket, first: Buffer): void {
    totalRequests++;
    active++;
    socket.pause();
    const workMs = knobs.nextLatencyMs() * (faults.strikes("slow") ? slowFactor : 1);
    const fails = knobs.nextFails();
    const hangs = faults.strikes("hang");
    const resets = faults.strikes("reset");
    let timer: Timer | undefined;
    let forget: (() => void) | undefined;

    const ticket = gate.enter(() => {
      const answer = () => {
        // Only the first bytes are work; a long connection must not keep others waiting.
        ticket?.leave();
        if (fails || resets) cutSocket(socket);
        else echo(socket, first);
      };
      const finish = () => {
        if (hangs) forget = faults.whenHealed("hang", answer);
        else answer();
      };
      if (workMs < shortestTimerMs) queueMicrotask(finish);
      else timer = clock.after(workMs, finish);
    });
    if (!ticket) cutSocket(socket);
    socket.once("close", () => {
      active--;
      timer?.cancel();
      forget?.();
      ticket?.leave();
    });
  }

  return {
    // Half-open: the echo may still be on its way when the client has said its last word.
    createServer: () => createServer({ allowHalfOpen: true, noDelay: true }, serve),
    configure(next) {
      knobs.set(next);
      gate.setConcurrency(next.concurrency);
    },
    get active() {
      return active;
    },
    get waiting() {
      return gate.waiting;
    },
    get totalRequests() {
      return totalRequests;
    },
  };
}

function echo(socket: Socket, first: Buffer): void {
  if (socket.destroyed) return;
  socket.write(first);
  // pipe keeps back-pressure, resumes reading and passes the client's end on as ours.
  socket.pipe(socket);
}
