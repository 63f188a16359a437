// What every conformance test stands on: the real balancer before given servers, ways to cut bytes into pieces.
import type { RequestRecord } from "../../balancer-core/contract/records.ts";
import { type RunningBalancer, startBalancer } from "../support/balancer.ts";
import { connectRaw, type RawClient } from "../support/raw-client.ts";

export interface Front {
  readonly address: string;
  readonly running: RunningBalancer;
  connect(): Promise<RawClient>;
  /** Latest requests, the oldest first. */
  records(): RequestRecord[];
  /** Holds that nothing is left in flight, then stops. */
  stop(): Promise<void>;
}

/** The real balancer with one listener and one pool that neither retries nor judges its servers, unless told to. */
export async function startFront(
  servers: readonly string[],
  { listener = {}, pool = {} }: { listener?: object; pool?: object } = {},
): Promise<Front> {
  const running = await startBalancer({
    version: 1,
    log: { requests: "none" },
    listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app", ...listener }],
    pools: [
      {
        id: "app",
        servers,
        health: { type: "none" },
        passive: { consecutiveFailures: 0 },
        retries: { attempts: 0 },
        ...pool,
      },
    ],
  });
  const address = running.address("web");
  const clients = new Set<RawClient>();
  return {
    address,
    running,
    async connect() {
      const client = await connectRaw(address);
      clients.add(client);
      client.socket.once("close", () => clients.delete(client));
      client.socket.setNoDelay(true);
      return client;
    },
    records: () => running.balancer.requests({ limit: 1_000 }),
    async stop() {
      for (const client of clients) client.destroy();
      await eventually(() => whatIsLeft(running) === "");
      await running.stop();
    },
  };
}

/** What is still in flight, in words; empty when nothing is. */
export function whatIsLeft({ balancer }: RunningBalancer): string {
  const { listeners, pools } = balancer.snapshot(1);
  const left = listeners
    .filter(({ activeConnections }) => activeConnections > 0)
    .map(({ id, activeConnections }) => `listener ${id}: ${activeConnections} connections`);
  for (const { id, queued, servers } of pools) {
    if (queued > 0) left.push(`pool ${id}: ${queued} queued`);
    for (const server of servers) {
      if (server.activeRequests > 0)
        left.push(`server ${server.id}: ${server.activeRequests} requests`);
    }
  }
  return left.join(", ");
}

/** Polls until it holds; fails with what was waited for. */
export async function eventually(holds: () => boolean, deadlineMs = 8_000): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`never held: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** One turn of the event loop, in which everybody in this process reads what has arrived. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Ways to cut one message into pieces. */
export const ways = ["whole", "byte by byte", "in random pieces"] as const;
export type Way = (typeof ways)[number];

/** The same pieces for the same message at every run. */
export function cut(bytes: string, way: Way): string[] {
  if (way === "whole") return [bytes];
  const pieces: string[] = [];
  let state = bytes.length;
  for (let at = 0; at < bytes.length; ) {
    state = (state * 1_103_515_245 + 12_345) % 0x8000_0000;
    const length = way === "byte by byte" ? 1 : 1 + (state % 40);
    pieces.push(bytes.slice(at, at + length));
    at += length;
  }
  return pieces;
}

/** Writes each piece by itself, as long as the other side listens. */
export async function sendPieces(
  write: (piece: string) => void,
  pieces: readonly string[],
  isOver: () => boolean,
): Promise<void> {
  for (const piece of pieces) {
    if (isOver()) return;
    write(piece);
    await turn();
  }
}
