// What a balancer writes into its log, told from start to stop, and what it tells while it runs.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { seriesPointSchema } from "../../balancer-core/contract/snapshot.ts";
import {
  type RealServer,
  type RunningBalancer,
  startBalancer,
  startTaggedServer,
  visit,
} from "../support/balancer.ts";

let running: RunningBalancer | undefined;
let server: RealServer | undefined;

afterEach(async () => {
  await running?.stop();
  await server?.kill();
});

describe("a balancer's log", () => {
  it("holds the start, every request, the listener's end and the stop", async () => {
    server = await startTaggedServer("a");
    running = await startBalancer({
      version: 1,
      listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app" }],
      pools: [{ id: "app", health: { type: "none" }, servers: [server.address] }],
    });
    const { balancer, address, directory } = running;
    const second = new Promise<object>((resolve) => balancer.onSecond(resolve));
    for (let turn = 0; turn < 5; turn += 1) await visit(address("web"), undefined, `/${turn}`);

    const points = await second;
    expect(Object.keys(points)).toEqual(["app/s1"]);
    const series = balancer.series("app", "s1").map((point) => seriesPointSchema.parse(point));
    expect(series.reduce((sum, { requests }) => sum + requests, 0)).toBe(5);
    expect(balancer.snapshot(1).pools[0]?.servers[0]?.latencyMs?.p50).toBeGreaterThan(0);

    await balancer.stop(1_000);
    const text = await readFile(join(directory, "load_balancer.log"), "utf8");
    const lines = text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(lines.map(({ kind }) => kind)).toEqual([
      "listener",
      "lifecycle",
      ...Array(5).fill("request"),
      "lifecycle",
      "listener",
      "lifecycle",
    ]);
    expect(lines[2]).toMatchObject({ target: "/0", status: 200, pool: "app", server: "s1" });
    expect(lines.at(-1).message).toBe("balancer stopped");
  });

  it("costs no request when it cannot be written, and tells it once as an event", async () => {
    server = await startTaggedServer("a");
    running = await startBalancer({
      version: 1,
      listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app" }],
      pools: [{ id: "app", health: { type: "none" }, servers: [server.address] }],
      log: { file: "/proc/none/load_balancer.log" },
    });
    const { balancer, address } = running;
    expect((await visit(address("web"))).status).toBe(200);
    await balancer.stop(1_000);
    const reports = balancer.events.latest(100).filter(({ level }) => level === "error");
    expect(reports).toHaveLength(1);
    expect(reports[0]?.message).toContain(
      'log "/proc/none/load_balancer.log" could not be written',
    );
  });
});
