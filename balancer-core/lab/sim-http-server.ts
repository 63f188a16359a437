// A simulated HTTP server: works on each request for a while, so many at once, and says who it is.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { LabServerConfig } from "../contract/config-lab.ts";
import type { Clock, Timer } from "../ports.ts";
import { createSimKnobs } from "./sim-knobs.ts";
import { type SimProtocol, shortestTimerMs } from "./sim-protocol.ts";
import { createWorkGate } from "./work-gate.ts";

/** Longer than a balancer keeps idle connections, so that it is never us who closes one just as a request comes. */
const keepAliveMs = 75_000;

export function createSimHttpServer(config: LabServerConfig, clock: Clock): SimProtocol {
  const knobs = createSimKnobs(config);
  const gate = createWorkGate(config.concurrency);
  let totalRequests = 0;

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "/";
    if (path === "/health" || path.startsWith("/health?")) {
      request.resume();
      const isUp = knobs.config.health === "up";
      answer(response, isUp ? 200 : 503, { server: knobs.config.id, health: knobs.config.health });
      return;
    }
    // The body is read before the work begins, as a server that needs it would.
    request.once("end", () => takeOn(request, response, path));
    request.resume();
  }

  function takeOn(request: IncomingMessage, response: ServerResponse, path: string): void {
    const sequence = ++totalRequests;
    const workMs = knobs.nextLatencyMs();
    const fails = knobs.nextFails();
    let timer: Timer | undefined;

    const ticket = gate.enter(() => {
      const startedAt = clock.now();
      const finish = () => {
        const workedMs = Math.round((clock.now() - startedAt) * 1_000) / 1_000;
        answer(response, fails ? 500 : 200, {
          server: knobs.config.id,
          sequence,
          workedMs,
          method: request.method,
          path,
        });
      };
      if (workMs < shortestTimerMs) queueMicrotask(finish);
      else timer = clock.after(workMs, finish);
    });
    if (!ticket) {
      answer(response, 503, { server: knobs.config.id, error: "too many requests wait" });
      return;
    }
    // Comes after the answer as well as after a client that left, waiting or working.
    response.once("close", () => {
      timer?.cancel();
      ticket.leave();
    });
  }

  function answer(response: ServerResponse, status: number, body: object): void {
    if (response.destroyed) return;
    const text = `${JSON.stringify(body)}\n`;
    response.writeHead(status, {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(text),
      "X-Sim-Server": knobs.config.id,
    });
    response.end(text);
  }

  return {
    createServer: () => createServer({ keepAliveTimeout: keepAliveMs }, handle),
    configure(next) {
      knobs.set(next);
      gate.setConcurrency(next.concurrency);
    },
    get active() {
      return gate.active;
    },
    get waiting() {
      return gate.waiting;
    },
    get totalRequests() {
      return totalRequests;
    },
  };
}
