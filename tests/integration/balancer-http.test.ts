// A balancer with an HTTP listener over real servers: spreads requests, notices a crash, and its snapshot tells the truth.
import { afterEach, describe, expect, it } from "vitest";
import { snapshotSchema } from "../../balancer-core/contract/snapshot.ts";
import {
  type RealServer,
  type RunningBalancer,
  startBalancer,
  startTaggedServer,
  until,
  visit,
} from "../support/balancer.ts";
import { connectRaw } from "../support/raw-client.ts";

let running: RunningBalancer | undefined;
let servers: RealServer[] = [];

afterEach(async () => {
  await running?.stop();
  running = undefined;
  await Promise.all(servers.map((server) => server.kill()));
  servers = [];
});

async function startThree(pool: object = {}): Promise<RunningBalancer> {
  servers = await Promise.all(
    ["a", "b", "c"].map((tag) =>
      startTaggedServer(tag, (request, response) => {
        // Not before the whole request is there.
        request.resume().on("end", () => response.end(tag));
      }),
    ),
  );
  running = await startBalancer({
    version: 1,
    listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app" }],
    pools: [
      {
        id: "app",
        health: { type: "none" },
        ...pool,
        servers: ["a", "b", "c"].map((id, index) => ({ id, address: servers[index]?.address })),
      },
    ],
  });
  return running;
}

describe("a balancer over three servers", () => {
  it("gives thirty requests to them in equal parts, and snapshot, records and metrics agree", async () => {
    const { balancer, address } = await startThree();
    const served: Record<string, number> = {};
    for (let turn = 0; turn < 30; turn += 1) {
      const { status, body } = await visit(address("web"));
      expect(status).toBe(200);
      served[body] = (served[body] ?? 0) + 1;
    }
    expect(served).toEqual({ a: 10, b: 10, c: 10 });

    await until("all requests are recorded", () => balancer.requests({ limit: 100 }).length === 30);
    const snapshot = snapshotSchema.parse(balancer.snapshot(7));
    expect(snapshot.revision).toBe(7);
    expect(snapshot.listeners[0]).toMatchObject({ state: "listening", totalRequests: 30 });
    for (const server of snapshot.pools[0]?.servers ?? []) {
      expect(server).toMatchObject({ totalRequests: 10, errors: 0, activeRequests: 0 });
      expect(server.status["2xx"]).toBe(10);
    }
    expect(balancer.requests({ limit: 100, server: "b", status: "2xx" })).toHaveLength(10);
    expect(balancer.requests({ limit: 100, status: "502" })).toHaveLength(0);
    expect(balancer.metricsText()).toContain(
      'evenkeel_requests_total{listener="web",pool="app",server="b",code="200"} 10',
    );
  });

  it("tells how attempts went, who belongs to a server and who left it", async () => {
    const { balancer, address } = await startThree({ stickiness: { type: "source-ip" } });
    const ofChosen = () =>
      balancer.snapshot(1).pools[0]?.servers.find(({ totalRequests }) => totalRequests > 0);
    for (let turn = 0; turn < 4; turn += 1) await visit(address("web"));
    await until("a second is over", () => ofChosen()?.attempts.reused != null);
    const { attempts, sessions } = ofChosen() ?? {};
    expect(attempts).toMatchObject({ reused: 0.75 });
    expect(attempts?.connectMs).toBeGreaterThan(0);
    expect(attempts?.firstByteMs).toBeGreaterThan(0);
    expect(sessions).toBe(1);

    const leaving = await connectRaw(address("web"));
    leaving.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9\r\n\r\nhalf");
    await until("its request is under way", () => ofChosen()?.activeRequests === 1);
    leaving.destroy();
    await until("it is missed", () => ofChosen()?.aborts === 1);
    expect(ofChosen()?.errors).toBe(0);
  });

  it("turns a killed server down with its reason and moves its traffic without a failure", async () => {
    const { balancer, address } = await startThree({
      health: {
        type: "tcp",
        interval: "50ms",
        fastInterval: "20ms",
        timeout: "1s",
        fall: 2,
        rise: 1,
      },
    });
    const state = () => balancer.server("app", "a")?.state;
    await until("server a is up", () => state() === "up");
    await servers[0]?.kill();
    const caught = await Promise.all(Array.from({ length: 12 }, () => visit(address("web"))));
    expect(caught.map(({ status }) => status)).toEqual(Array(12).fill(200));
    await until("server a is down", () => state() === "down");
    expect(balancer.server("app", "a")?.reason).toContain("ECONNREFUSED");
    const event = balancer.events.latest(100).find(({ to }) => to === "down");
    expect(event).toMatchObject({ kind: "server-state", pool: "app", server: "a" });
    for (let turn = 0; turn < 6; turn += 1) {
      expect((await visit(address("web"))).body).not.toBe("a");
    }
  });
});
