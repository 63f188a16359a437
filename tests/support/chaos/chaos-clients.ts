// Clients that keep asking and write down what became of each request: nothing is retried, nothing forgotten.
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../../balancer-core/ports.ts";

export interface Outcome {
  /** 0 when the connection broke before an answer began. */
  readonly status: number;
  /** The balancer's own code, when the answer was its own. */
  readonly code: string | null;
  readonly isWhole: boolean;
  readonly totalMs: number;
}

export interface ChaosClients {
  /** By the request's id. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Each client ends after the answer it waits for. */
  stop(): Promise<void>;
}

export function startClients(address: string, count: number, random: Random): ChaosClients {
  const outcomes = new Map<string, Outcome>();
  let isStopping = false;

  async function visitUntilStopped(client: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = 0; !isStopping; turn++) {
      const id = `c${client}-${turn}`;
      outcomes.set(id, await ask(address, agent, id, random() < 0.2));
      await pause(random() * 20);
    }
    agent.destroy();
  }

  const running = Array.from({ length: count }, (_, client) => visitUntilStopped(client));
  return {
    outcomes,
    async stop() {
      isStopping = true;
      await Promise.all(running);
    },
  };
}

function ask(address: string, agent: Agent, id: string, isPost: boolean): Promise<Outcome> {
  const began = performance.now();
  return new Promise((resolve) => {
    const end = (status: number, code: string | null, isWhole: boolean) =>
      resolve({ status, code, isWhole, totalMs: performance.now() - began });
    const asking = request(
      `http://${address}/`,
      {
        agent,
        method: isPost ? "POST" : "GET",
        headers: { "x-request-id": id },
        timeout: 20_000,
      },
      (response) => {
        const status = response.statusCode ?? 0;
        const code = response.headers["x-evenkeel-error"]?.toString() ?? null;
        response.on("error", () => end(status, code, false));
        response.on("end", () => end(status, code, response.complete));
        response.resume();
      },
    );
    asking.on("timeout", () => asking.destroy());
    asking.on("error", () => end(0, null, false));
    asking.end(isPost ? "some content" : undefined);
  });
}
