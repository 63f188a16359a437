// Clients whose connections stay open, and what servers answered them, for black-box balancing tests.
import { Agent, request } from "node:http";

export interface Visit {
  readonly status: number;
  readonly body: string;
  readonly code: string | undefined;
}

export interface Visitor {
  /** One GET; status 0 when the connection broke. */
  visit(): Promise<Visit>;
  close(): void;
}

/** One client with one keep-alive connection. */
export function createVisitor(address: string): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    visit: () =>
      new Promise((resolve) => {
        const broken = () => resolve({ status: 0, body: "", code: undefined });
        const outgoing = request(`http://${address}/`, { agent, timeout: 10_000 }, (response) => {
          let body = "";
          response.on("data", (chunk: Buffer) => {
            body += chunk.toString();
          });
          response.on("error", broken);
          response.on("end", () => {
            const code = response.headers["x-evenkeel-error"];
            resolve({ status: response.statusCode ?? 0, body, code: code?.toString() });
          });
        });
        outgoing.on("timeout", () => outgoing.destroy());
        outgoing.on("error", broken);
        outgoing.end();
      }),
    close: () => agent.destroy(),
  };
}

/** How many answers each server gave; anything else under its status. */
export function tally(visits: readonly Visit[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of visits) {
    const name = status === 200 ? body : `status ${status}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
