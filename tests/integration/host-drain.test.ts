// Draining and removing through the host: counted down, removed when empty, taken back by making the server ready.
import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { createClient } from "../../balancer-core/client/client.ts";
import { createMemoryPair } from "../../balancer-core/client/memory-transport.ts";
import { runningHost } from "../support/running-host.ts";

const simulated = `version: 1
listeners: [{ id: web, bind: 127.0.0.1:0, pool: app }]
pools:
  - id: app
    health: { type: none }
    servers: [127.0.0.1:PORT, 127.0.0.1:1]
lab:
  servers: [{ id: sim, bind: 127.0.0.1:PORT, latency: { distribution: constant, value: 400ms } }]
`;

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

async function start() {
  const running = await runningHost(simulated.replaceAll("PORT", String(await freePort())));
  const maintained = { pool: "app", server: "s2", changes: { intent: "maintenance" as const } };
  await running.call("server.update", maintained);
  const stateOf = async (server: string) =>
    (await running.call("server.get", { pool: "app", server })).server;
  function visit(): Promise<number> {
    return new Promise((resolve, reject) => {
      const visiting = request(`http://${running.addressOf("web")}/`, (response) => {
        response.resume().once("end", () => resolve(response.statusCode ?? 0));
      });
      visiting.once("error", reject).end();
    });
  }
  return { ...running, stateOf, visit };
}

describe("draining a server", () => {
  it("lets what is in flight finish, then removes it when asked to", async () => {
    const { call, stateOf, visit, eventually, text } = await start();
    const answer = visit();
    await eventually(async () => expect((await stateOf("s1")).activeRequests).toBe(1));
    const ref = { pool: "app", server: "s1" };
    const left = await call("server.drain", { ...ref, deadline: "30s", thenRemove: true });
    expect(left.remaining).toBe(1);
    expect((await stateOf("s1")).drain).toMatchObject({ remaining: 1, thenRemove: true });
    expect(await answer).toBe(200);
    await eventually(() => expect(text()).not.toContain("id: s1"));
    await expect(stateOf("s1")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("is taken back, with its removal, by making the server ready", async () => {
    const { call, stateOf, visit, eventually, text } = await start();
    const answer = visit();
    await eventually(async () => expect((await stateOf("s1")).activeRequests).toBe(1));
    await call("server.remove", { pool: "app", server: "s1", drain: "30s" });
    await call("server.update", { pool: "app", server: "s1", changes: { intent: "ready" } });
    expect(await answer).toBe(200);
    expect((await stateOf("s1")).state).toBe("unchecked");
    expect(text()).toContain("id: s1");
    expect(await visit()).toBe(200);
  });

  it("cuts what is left when the server is removed at once", async () => {
    const { call, stateOf, visit, eventually } = await start();
    const answer = visit().catch(() => 0);
    await eventually(async () => expect((await stateOf("s1")).activeRequests).toBe(1));
    await call("server.remove", { pool: "app", server: "s1" });
    expect(await answer).not.toBe(200);
  });
});

describe("a console on the host", () => {
  it("sees the snapshot, the events and the lab, and its changes carry its name", async () => {
    const { host, eventually, events } = await start();
    const [theirs, ours] = createMemoryPair();
    host.serve(ours, "console");
    const client = createClient({ connect: () => theirs, wallTime: () => 0 });
    const seen: string[] = [];
    client.subscribe("snapshot.changed", () => void seen.push("snapshot"));
    client.subscribe("events.changed", () => void seen.push("events"));
    client.subscribe("lab.changed", () => void seen.push("lab"));
    await eventually(() =>
      expect(seen.filter((name) => name === "snapshot").length).toBeGreaterThan(2),
    );
    expect(new Set(seen)).toEqual(new Set(["snapshot", "events", "lab"]));
    const changes = { health: "down" as const };
    const status = await client.call("lab-server.update", { id: "sim", changes });
    expect(status.config.health).toBe("down");
    expect(events.at(-1)).toMatchObject({ author: "console", kind: "config" });
    client.close();
  });
});
