// Clients that keep asking and write down what became of each request: nothing is retried, nothing forgotten. Every other one
// keeps the cookie it is given.
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../../balancer-core/ports.ts";

export interface Outcome {
  /** 0 when the connection broke before an answer began. */
  readonly status: number;
  /** The balancer's own code, when the answer was its own. */
  readonly code: string | null;
  readonly isWhole: boolean;
  readonly cookie: string | undefined;
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
    let cookie: string | undefined;
    for (let turn = 0; !isStopping; turn++) {
      const id = `c${client}-${turn}`;
      const headers = { "x-request-id": id, ...(cookie === undefined ? {} : { cookie }) };
      const outcome = await ask(address, agent, headers, random() < 0.2);
      if (client % 2 === 0) cookie = outcome.cookie ?? cookie;
      outcomes.set(id, outcome);
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

function ask(
  address: string,
  agent: Agent,
  headers: Readonly<Record<string, string>>,
  isPost: boolean,
): Promise<Outcome> {
  const began = performance.now();
  let cookie: string | undefined;
  return new Promise((resolve) => {
    const end = (status: number, code: string | null, isWhole: boolean) =>
      resolve({ status, code, isWhole, cookie, totalMs: performance.now() - began });
    const asking = request(
      `http://${address}/`,
      {
        agent,
        method: isPost ? "POST" : "GET",
        headers,
        timeout: 20_000,
      },
      (response) => {
        const status = response.statusCode ?? 0;
        cookie = response.headers["set-cookie"]?.[0]?.split(";")[0];
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
