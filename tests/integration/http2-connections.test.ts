// How long connections to servers of HTTP/2 live: for one request, while they are used, or for an hour at most.
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { UpstreamIdle } from "../../balancer-core/proxy/http1/upstream-idle.ts";
import { UpstreamSessions } from "../../balancer-core/proxy/http2/upstream-sessions.ts";
import { listenOnFreePort, until } from "../support/balancer.ts";
import { createFakePool, type FakeServer } from "../support/fake-pool.ts";
import { ask, createHttp2Server, openSession } from "../support/http2-client.ts";
import { createRelaySetting } from "../support/relay-setting.ts";

const setting = createRelaySetting();
const hourMs = 3_600_000;

const serve = () =>
  createHttp2Server((stream) => {
    stream.respond({ ":status": 200 });
    stream.end("served");
  });

async function relayTo(rules: object) {
  const server = await serve();
  setting.cleanUp(server.close);
  await setting.setUp([server.address], { pool: rules });
  const session = await openSession(`http://${setting.relay.listener.address}`);
  setting.atEnd(() => session.destroy());
  return { server, visit: async () => (await ask(session)).body };
}

describe("connections to servers of HTTP/2", () => {
  it("serve one request each without keepAlive, and close behind it", async () => {
    const { server, visit } = await relayTo({ upstream: { protocol: "h2", keepAlive: false } });
    for (let count = 0; count < 3; count++) expect(await visit()).toBe("served");
    expect(await Promise.all([visit(), visit()])).toEqual(["served", "served"]);
    expect(server.accepted).toBe(5);
    await setting.relay.eventually(() => server.sessions.size === 0);
    expect(setting.relay.pool.servers[0]?.failures).toBe(0);
  });

  it("close when they had no streams for timeouts.idle, and another is opened for the next", async () => {
    const { server, visit } = await relayTo({
      upstream: { protocol: "h2" },
      timeouts: { idle: "200ms" },
    });
    await visit();
    expect(await visit()).toBe("served");
    expect({ accepted: server.accepted, open: server.sessions.size }).toEqual({
      ...{ accepted: 1, open: 1 },
    });
    await setting.relay.eventually(() => server.sessions.size === 0);
    expect(await visit()).toBe("served");
    expect(server.accepted).toBe(2);
  });

  it("take no stream after an hour, and close behind those they have", async () => {
    await setting.setUp([]);
    const server = await serve();
    setting.cleanUp(server.close);
    const [pooled] = createFakePool([server.address]).servers as [FakeServer];
    const sessions = new UpstreamSessions();
    const rules = { tls: null, proxyHeader: null, keepAlive: true };
    const first = sessions.take(pooled, rules, hourMs * 9, 0);
    await until("connected", () => first.isConnected);
    sessions.sweep(hourMs - 1);
    expect(sessions.take(pooled, rules, hourMs * 9, hourMs - 1)).toBe(first);
    sessions.release(first, hourMs - 1);
    sessions.sweep(hourMs);
    expect(first.isGone).toBe(false);
    const second = sessions.take(pooled, rules, hourMs * 9, hourMs);
    expect(second).not.toBe(first);
    sessions.release(first, hourMs + 1);
    expect(first.isGone).toBe(true);
    second.destroy();
  });
});

describe("idle connections to servers of HTTP/1.1", () => {
  it("are kept for another request within an hour from their opening, and not after", async () => {
    await setting.setUp([]);
    const server = await listenOnFreePort(createServer());
    setting.cleanUp(server.kill);
    const [pooled] = createFakePool([server.address]).servers as [FakeServer];
    const idle = new UpstreamIdle();
    const connection = idle.open(pooled, null, null, 0);
    await until("connected", () => connection.isConnected);
    const limits = { maxIdlePerServer: 1, idleMs: hourMs };
    idle.put(connection, limits, hourMs - 1);
    expect(idle.take(pooled, null)).toBe(connection);
    idle.put(connection, limits, hourMs);
    expect(connection.socket.destroyed).toBe(true);
    expect(idle.take(pooled, null)).toBeUndefined();
    idle.close();
  });
});
