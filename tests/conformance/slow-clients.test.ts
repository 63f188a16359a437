// Clients that drip, stall or never speak: they are told off in time, and nobody else notices them.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterEach, describe, expect, it } from "vitest";
import { type RealServer, startTaggedServer } from "../support/balancer.ts";
import type { RawClient } from "../support/raw-client.ts";
import { eventually, type Front, startFront } from "./setting.ts";

let server: RealServer;
let front: Front;
/** Answers that requests of /held wait for. */
let held: (() => void)[] = [];

async function setUp(rules: Parameters<typeof startFront>[1]): Promise<void> {
  held = [];
  server = await startTaggedServer("a", (message, response) => {
    message.resume();
    message.on("error", () => {});
    message.on("end", () => {
      if (message.url === "/held") held.push(() => response.end("seen"));
      else response.end("seen");
    });
  });
  front = await startFront([server.address], rules);
}

afterEach(async () => {
  await front.stop();
  await server.kill();
});

const headerTimeoutMs = 1_000;
/** What the product promises to keep its deadlines within. */
const toleranceMs = 250;
const crowd = 200;

const connectCrowd = (count: number): Promise<RawClient[]> =>
  Promise.all(Array.from({ length: count }, () => front.connect()));

/** How long a good request takes on a connection of its own. */
async function visitMs(): Promise<number> {
  const startedAt = performance.now();
  const client = await front.connect();
  client.send("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
  expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*seen$/);
  return performance.now() - startedAt;
}

/** Goes on visiting until told to stop; returns how often and how long at worst. */
function keepVisiting(): () => Promise<{ visits: number; worstMs: number }> {
  let isOver = false;
  let visits = 0;
  let worstMs = 0;
  const run = async () => {
    while (!isOver) {
      worstMs = Math.max(worstMs, await visitMs());
      visits++;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const running = run();
  return async () => {
    isOver = true;
    await running;
    return { visits, worstMs };
  };
}

/** After a stall the listener reads for one sweep more before it calls anybody slow. */
const sweepMs = 100;

/** A process that was not given the processor cannot keep a deadline; what it stood still is allowed on top. */
function measureStalls(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  return () => {
    histogram.disable();
    const worstMs = histogram.max / 1e6;
    return worstMs > 30 ? 2 * worstMs + sweepMs : 0;
  };
}

describe("slow clients", () => {
  it(`that drip their heads get 408 within ${toleranceMs} ms of the limit, and stop nobody else`, async () => {
    await setUp({ listener: { limits: { headerTimeout: `${headerTimeoutMs}ms` } } });
    const clients = await connectCrowd(crowd);
    const stalls = measureStalls();
    const stopVisiting = keepVisiting();
    const head = "GET / HTTP/1.1\r\nHost: a.example\r\nX-Slow: 1\r\n\r\n";
    const times = await Promise.all(
      clients.map(async (client) => {
        const startedAt = performance.now();
        let sent = 0;
        client.send(head.charAt(sent++));
        const drip = setInterval(() => client.send(head.charAt(sent++)), headerTimeoutMs / 5);
        const text = await client.untilClosed();
        clearInterval(drip);
        expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
        return performance.now() - startedAt;
      }),
    );
    const { visits, worstMs } = await stopVisiting();
    const allowedMs = toleranceMs + stalls();
    expect(Math.min(...times)).toBeGreaterThan(headerTimeoutMs - 50);
    expect(Math.max(...times)).toBeLessThan(headerTimeoutMs + allowedMs);
    expect(visits).toBeGreaterThan(3);
    expect(worstMs).toBeLessThan(500 + allowedMs);
    expect(front.records().filter(({ error }) => error === "REQUEST_HEAD_TIMEOUT")).toHaveLength(
      crowd,
    );
  });

  it("that never speak are closed without a word, and stop nobody else", async () => {
    await setUp({ listener: { limits: { headerTimeout: "400ms" } } });
    const stalls = measureStalls();
    const startedAt = performance.now();
    const clients = await connectCrowd(crowd);
    const stopVisiting = keepVisiting();
    for (const client of clients) expect(await client.untilClosed()).toBe("");
    const tookMs = performance.now() - startedAt;
    expect((await stopVisiting()).visits).toBeGreaterThan(1);
    // The first was there before the last, so the time to connect them counts too.
    expect(tookMs).toBeLessThan(400 + toleranceMs + stalls() + 500);
  });

  it("that ask nothing more are closed idleTimeout after their last answer, without a word", async () => {
    const idleMs = 400;
    await setUp({ listener: { limits: { idleTimeout: `${idleMs}ms`, headerTimeout: "10s" } } });
    const client = await front.connect();
    const stalls = measureStalls();
    let answeredAt = 0;
    for (let count = 1; count <= 3; count++) {
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      await client.until(new RegExp(`(?:seen[\\s\\S]*){${count}}`));
      answeredAt = performance.now();
      // The time begins anew with every answer.
      if (count < 3) await new Promise((resolve) => setTimeout(resolve, idleMs / 2));
    }
    expect(await client.untilClosed()).toMatch(/seen$/);
    const restedMs = performance.now() - answeredAt;
    expect(restedMs).toBeGreaterThan(idleMs - 150);
    expect(restedMs).toBeLessThan(idleMs + toleranceMs + stalls());
    expect(front.records()).toHaveLength(3);
  });

  it("that stop in the middle of a body get 408, and keep no server busy", async () => {
    await setUp({ pool: { timeouts: { idle: "400ms" } } });
    const clients = await connectCrowd(50);
    const stopVisiting = keepVisiting();
    for (const [index, client] of clients.entries()) {
      const framing = index % 2 === 0 ? "Content-Length: 100" : "Transfer-Encoding: chunked";
      client.send(`POST / HTTP/1.1\r\nHost: a.example\r\n${framing}\r\n\r\n5\r\nabc`);
    }
    for (const client of clients) expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 408 /);
    expect((await stopVisiting()).visits).toBeGreaterThan(1);
    const { errors, activeRequests } =
      front.running.balancer.snapshot(1).pools[0]?.servers[0] ?? {};
    expect({ errors, activeRequests }).toEqual({ errors: 0, activeRequests: 0 });
  });
});

describe("the limit of connections", () => {
  it("closes what is above it at once, and lets the next one in when one leaves", async () => {
    await setUp({ listener: { limits: { connections: 20 } } });
    const clients = await connectCrowd(20);
    const active = () => front.running.balancer.snapshot(1).listeners[0]?.activeConnections;
    await eventually(() => active() === 20);
    for (const surplus of await connectCrowd(10)) expect(await surplus.untilClosed()).toBe("");
    expect(active()).toBe(20);
    clients[0]?.destroy();
    await eventually(() => active() === 19);
    await visitMs();
    // Those inside are still served.
    clients[1]?.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
    await clients[1]?.until("seen");
  });

  it("does not keep others out for clients that only wait, and cuts nobody who is served", {
    timeout: 30_000,
  }, async () => {
    await setUp({ listener: { limits: { connections: 20, headerTimeout: "60s" } } });
    const [silent, inHeads, inBodies] = [
      await connectCrowd(3),
      await connectCrowd(3),
      await connectCrowd(13),
    ];
    for (const client of inHeads) client.send("GET / HTTP/1.1\r\nHost: a");
    for (const client of inBodies) {
      client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 900\r\n\r\n");
    }
    const busy = await front.connect();
    busy.send("GET /held HTTP/1.1\r\nHost: a.example\r\n\r\n");
    const drip = setInterval(() => {
      for (const client of [...inHeads, ...inBodies]) client.send("x");
    }, 100);
    const active = () => front.running.balancer.snapshot(1).listeners[0]?.activeConnections;
    await eventually(() => active() === 20);
    // At first they might still say something; then whoever comes is let in for one of them.
    const deadline = performance.now() + 15_000;
    for (let isIn = false; !isIn && performance.now() < deadline; ) {
      isIn = await visitMs().then(
        () => true,
        () => false,
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // One after the other until each of the others has lost its place.
    const visitors: RawClient[] = [];
    const crowd = [...silent, ...inHeads, ...inBodies];
    while (crowd.some(({ isClosed }) => !isClosed) && performance.now() < deadline) {
      visitors.push(await front.connect());
      visitors.at(-1)?.send("GET /held HTTP/1.1\r\nHost: a.example\r\n\r\n");
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (visitors.length > 18) visitors.shift()?.destroy();
    }
    clearInterval(drip);
    expect(crowd.filter(({ isClosed }) => !isClosed)).toEqual([]);
    expect(inBodies.some(({ text }) => text.includes("503 "))).toBe(true);
    expect(active()).toBeLessThanOrEqual(20);
    await eventually(() => held.length > 1);
    for (const answer of held) answer();
    await busy.until("seen");
  });
});
