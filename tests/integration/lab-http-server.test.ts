// A simulated HTTP server on real sockets: works for its latency, so many at once, fails and crashes as its knobs say.
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { tryAddress } from "../../balancer-core/contract/units.ts";
import { startLab, type TestLab } from "../support/lab.ts";

interface Answer {
  readonly status: number;
  readonly server: string | undefined;
  readonly body: Record<string, unknown>;
  readonly tookMs: number;
}

let running: TestLab | undefined;
const agent = new Agent({ keepAlive: true });
afterEach(async () => {
  await running?.lab.stop();
  running = undefined;
});

async function start(knobs: object): Promise<{
  lab: TestLab;
  ask: (path?: string) => Promise<Answer>;
  document: (changes: object) => object;
}> {
  const document = (changes: object) => ({
    servers: [
      {
        id: "sim1",
        bind: "127.0.0.1:0",
        latency: { distribution: "constant", value: "0ms" },
        ...knobs,
        ...changes,
      },
    ],
  });
  const lab = await startLab({ document: document({}) });
  running = lab;
  return { lab, document, ask: (path = "/") => ask(lab.addressOf("sim1"), path) };
}

function ask(address: string, path: string): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    get({ ...tryAddress(address), path, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          server: response.headers["x-sim-server"] as string | undefined,
          body: JSON.parse(text),
          tookMs: performance.now() - startedAt,
        }),
      );
    }).on("error", reject);
  });
}

describe("a simulated HTTP server", () => {
  it("says who it is, which request it was, and echoes method and path", async () => {
    const { ask } = await start({});
    await ask("/first");
    const answer = await ask("/second?x=1");
    expect(answer).toMatchObject({
      status: 200,
      server: "sim1",
      body: { server: "sim1", sequence: 2, method: "GET", path: "/second?x=1" },
    });
  });

  it("works on a request for its latency and tells how long", async () => {
    const { ask } = await start({ latency: { distribution: "constant", value: "60ms" } });
    const { tookMs, body } = await ask();
    expect(tookMs).toBeGreaterThanOrEqual(58);
    expect(body.workedMs).toBeGreaterThanOrEqual(58);
  });

  it("works on no more than its concurrency at once and lets the rest wait", async () => {
    const { lab, ask } = await start({
      latency: { distribution: "constant", value: "80ms" },
      concurrency: 2,
    });
    const answers = Promise.all(Array.from({ length: 6 }, () => ask()));
    await vi.waitFor(() =>
      expect(lab.lab.status().servers[0]).toMatchObject({ active: 2, waiting: 4 }),
    );
    const slowest = Math.max(...(await answers).map(({ tookMs }) => tookMs));
    expect(slowest).toBeGreaterThanOrEqual(235);
    expect(lab.lab.status().servers[0]).toMatchObject({ active: 0, waiting: 0, totalRequests: 6 });
  });

  it("answers /health at once, also when every worker is busy, and does not count it", async () => {
    const { lab, ask, document } = await start({
      latency: { distribution: "constant", value: "1s" },
      concurrency: 1,
    });
    const busy = ask().catch(() => undefined);
    const healthy = await ask("/health");
    expect([healthy.status, healthy.tookMs < 500]).toEqual([200, true]);
    await lab.apply(document({ health: "down" }));
    expect((await ask("/health?from=test")).status).toBe(503);
    expect(lab.lab.status().servers[0]?.totalRequests).toBeLessThanOrEqual(1);
    await lab.lab.stop();
    await busy;
  });

  it("answers 500 for the share of its error rate", async () => {
    const { ask } = await start({ errorRate: 0.5, seed: 3 });
    const statuses: number[] = [];
    for (let index = 0; index < 100; index++) statuses.push((await ask()).status);
    const failed = statuses.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(35);
    expect(failed).toBeLessThan(65);
    expect(statuses.every((status) => status === 200 || status === 500)).toBe(true);
  });

  it("gives a worker free when the client it works for leaves", async () => {
    const { lab, ask, document } = await start({
      latency: { distribution: "constant", value: "1h" },
      concurrency: 1,
    });
    const socket = connect(tryAddress(lab.addressOf("sim1")) ?? { port: 0 });
    socket.on("error", () => undefined);
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await vi.waitFor(() => expect(lab.lab.status().servers[0]?.active).toBe(1));
    await lab.apply(document({ latency: { distribution: "constant", value: "1ms" } }));
    const waiting = ask();
    await vi.waitFor(() => expect(lab.lab.status().servers[0]?.waiting).toBe(1));
    socket.destroy();
    expect((await waiting).status).toBe(200);
  });

  it("turns its knobs without touching connections", async () => {
    const { lab, document } = await start({});
    const own = new Agent({ keepAlive: true, maxSockets: 1 });
    const address = tryAddress(lab.addressOf("sim1"));
    const statusOnOwn = () =>
      new Promise<{ status: number; port: number | undefined }>((resolve, reject) => {
        get({ ...address, agent: own }, (response) => {
          const port = response.socket.localPort;
          response.resume();
          response.on("end", () => resolve({ status: response.statusCode ?? 0, port }));
        }).on("error", reject);
      });
    const before = await statusOnOwn();
    expect(await lab.apply(document({ errorRate: 1 }))).toEqual([
      'simulated server "sim1": errorRate 0 → 1',
    ]);
    expect(await statusOnOwn()).toEqual({ status: 500, port: before.port });
    own.destroy();
  });
});
