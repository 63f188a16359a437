// A simulated HTTP server: works on each request for a while, so many at once, and says who it is. It echoes WebSockets.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { slowFactor } from "../contract/lab-faults.ts";
import { cutSocket } from "../cut-socket.ts";
import type { Timer } from "../ports.ts";
import { type Answer, sendAnswer } from "./sim-answer.ts";
import { createSimKnobs } from "./sim-knobs.ts";
import { type SimProtocol, type SimProtocolOptions, shortestTimerMs } from "./sim-protocol.ts";
import { createWebSocketEcho } from "./sim-websocket.ts";
import { createWorkGate } from "./work-gate.ts";

/** Longer than a balancer keeps idle connections, so that it is never us who closes one just as a request comes. */
const keepAliveMs = 75_000;
/** In the order in which they strike when several are on. */
const mishaps = ["hang", "reset", "errors", "truncated-body", "slow-body"] as const;

export function createSimHttpServer({ config, clock, faults }: SimProtocolOptions): SimProtocol {
  const knobs = createSimKnobs(config);
  const gate = createWorkGate(config.concurrency);
  const echo = createWebSocketEcho();
  let totalRequests = 0;

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? "/";
    if (path === "/health" || path.startsWith("/health?")) {
      request.resume();
      // A server that hangs has no time to say how it is either.
      const forget = faults.whenHealed("hang", () => answerHealth(response));
      response.once("close", forget);
      return;
    }
    // The body is read before the work begins, as a server that needs it would.
    request.once("end", () => takeOn(request, response, path));
    request.resume();
  }

  function answerHealth(response: ServerResponse): void {
    const health = faults.isOn("sick") ? "down" : knobs.config.health;
    answer(response, { status: health === "up" ? 200 : 503, body: { health } });
  }

  function takeOn(request: IncomingMessage, response: ServerResponse, path: string): void {
    const sequence = ++totalRequests;
    const workMs = knobs.nextLatencyMs() * (faults.strikes("slow") ? slowFactor : 1);
    const fails = knobs.nextFails();
    const mishap = mishaps.find((kind) => faults.strikes(kind));
    let timer: Timer | undefined;
    let forget: (() => void) | undefined;

    const ticket = gate.enter(() => {
      const startedAt = clock.now();
      const reply = () => {
        if (mishap === "reset") {
          cutSocket(request.socket);
          return;
        }
        const workedMs = Math.round((clock.now() - startedAt) * 1_000) / 1_000;
        answer(response, {
          status: fails || mishap === "errors" ? 500 : 200,
          body: { sequence, workedMs, method: request.method, path },
          flaw: mishap === "slow-body" || mishap === "truncated-body" ? mishap : undefined,
        });
      };
      const finish = () => {
        if (mishap === "hang") forget = faults.whenHealed("hang", reply);
        else reply();
      };
      if (workMs < shortestTimerMs) queueMicrotask(finish);
      else timer = clock.after(workMs, finish);
    });
    if (!ticket) {
      answer(response, { status: 503, body: { error: "too many requests wait" } });
      return;
    }
    // Comes after the answer as well as after a client that left, waiting or working.
    response.once("close", () => {
      timer?.cancel();
      forget?.();
      ticket.leave();
    });
  }

  function answer(response: ServerResponse, what: Answer): void {
    sendAnswer({ response, clock, server: knobs.config.id, answer: what });
  }

  return {
    createServer: () =>
      createServer({ keepAliveTimeout: keepAliveMs }, handle).on("upgrade", (...upgrade) => {
        totalRequests++;
        echo(...upgrade);
      }),
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
