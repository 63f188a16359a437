// Changing a running balancer: servers come, go and change under load; listeners move or stay as they were.
import { Agent, createServer } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  listenOnFreePort,
  type RealServer,
  type RunningBalancer,
  startBalancer,
  startTaggedServer,
  testConfig,
  until,
  visit,
} from "../support/balancer.ts";

let running: RunningBalancer | undefined;
let servers: RealServer[] = [];
const agents: Agent[] = [];

afterEach(async () => {
  for (const agent of agents.splice(0)) agent.destroy();
  await running?.stop();
  running = undefined;
  await Promise.all(servers.map((server) => server.kill()));
  servers = [];
});

async function tagged(...tags: string[]): Promise<void> {
  servers = await Promise.all(tags.map((tag) => startTaggedServer(tag)));
}

function document(weights: Record<string, number>, listeners?: object[]) {
  return {
    version: 1,
    shutdown: { deadline: "1s" },
    listeners: listeners ?? [{ id: "web", bind: "127.0.0.1:0", pool: "app" }],
    pools: [
      {
        id: "app",
        health: { type: "none" },
        servers: Object.entries(weights).map(([id, weight]) => ({
          id,
          weight,
          address: servers["abcd".indexOf(id)]?.address,
        })),
      },
    ],
  };
}

/** Ten clients that ask until told to stop; gives every answer. */
function load(address: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  agents.push(agent);
  const answers: { status: number; body: string }[] = [];
  let goesOn = true;
  const clients = Array.from({ length: 10 }, async () => {
    while (goesOn) answers.push(await visit(address, agent));
  });
  return {
    answers,
    async stop() {
      goesOn = false;
      await Promise.all(clients);
    },
  };
}

describe("a configuration applied under load", () => {
  it("adds, reweights and removes servers without a failed request or a new listener socket", async () => {
    await tagged("a", "b", "c");
    running = await startBalancer(document({ a: 1, b: 1 }));
    const { balancer, address } = running;
    const bound = address("web");
    const traffic = load(bound);
    const { answers } = traffic;
    const more = async (count: number) => {
      const wanted = answers.length + count;
      await until("more answers", () => answers.length >= wanted);
    };
    await more(50);
    expect(await balancer.apply(testConfig(document({ a: 1, b: 1, c: 1 })))).toEqual([
      expect.stringContaining('server "c" of pool "app" added'),
    ]);
    await until("c has its share", () => answers.some(({ body }) => body === "c"));
    expect(await balancer.apply(testConfig(document({ a: 1, b: 1, c: 3 })))).toEqual([
      'server "c" of pool "app": weight 1 → 3',
    ]);
    await more(20);
    const from = answers.length;
    await more(200);
    const share = answers.slice(from, from + 200).filter(({ body }) => body === "c").length;
    expect(share).toBeGreaterThan(110);
    expect(share).toBeLessThan(130);
    await balancer.apply(testConfig(document({ a: 1, c: 3 })));
    await balancer.whenDrained("app", "b");
    expect(balancer.server("app", "b")).toBeUndefined();
    await more(20);
    const afterRemoval = answers.length;
    await more(50);
    await traffic.stop();
    expect(answers.slice(afterRemoval).some(({ body }) => body === "b")).toBe(false);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(address("web")).toBe(bound);
    expect(balancer.snapshot(1).listeners[0]).toMatchObject({
      totalConnections: 10,
      totalRequests: answers.length,
    });
  });

  it("changes nothing and says nothing when nothing differs", async () => {
    await tagged("a");
    running = await startBalancer(document({ a: 1 }));
    const { lastSeq } = running.balancer.events;
    expect(await running.balancer.apply(testConfig(document({ a: 1 })))).toEqual([]);
    expect(running.balancer.events.lastSeq).toBe(lastSeq);
  });

  it("rolls back whole when a listener's new address is taken", async () => {
    await tagged("a", "b");
    running = await startBalancer(document({ a: 1 }));
    const { balancer, address } = running;
    const bound = address("web");
    const before = balancer.config;
    const taken = await listenOnFreePort(createServer());
    servers.push(taken);
    const next = document({ a: 1, b: 1 }, [
      { id: "new", bind: "127.0.0.1:0", pool: "other" },
      { id: "web", bind: taken.address, pool: "app" },
    ]);
    next.pools.push({ id: "other", health: { type: "none" }, servers: [] });
    await expect(balancer.apply(testConfig(next))).rejects.toMatchObject({
      code: "LISTENER_PORT_IN_USE",
      message: `listener "web": address ${taken.address} is already in use`,
    });
    expect(balancer.config).toBe(before);
    const { listeners, pools } = balancer.snapshot(1);
    expect(listeners.map(({ id, address, state }) => ({ id, address, state }))).toEqual([
      { id: "web", address: bound, state: "listening" },
    ]);
    expect(pools.map(({ id, servers }) => ({ id, servers: servers.length }))).toEqual([
      { id: "app", servers: 1 },
    ]);
    expect((await visit(bound)).body).toBe("a");
  });

  it("moves a listener without losing the request that is on the old address", async () => {
    let answer: (() => void) | undefined;
    servers = [
      await startTaggedServer("a", (request, response) => {
        if (request.url === "/slow") answer = () => void response.end("slow");
        else response.end("a");
      }),
    ];
    running = await startBalancer(document({ a: 1 }));
    const { balancer, address } = running;
    const old = address("web");
    const slow = visit(old, undefined, "/slow");
    await until("it arrived", () => answer !== undefined);
    await balancer.apply(
      testConfig(document({ a: 1 }, [{ id: "web", bind: "localhost:0", pool: "app" }])),
    );
    expect(address("web")).not.toBe(old);
    expect((await visit(address("web").replace("[::1]", "localhost"))).body).toBe("a");
    await expect(visit(old)).rejects.toThrow("ECONNREFUSED");
    answer?.();
    expect(await slow).toEqual({ status: 200, body: "slow" });
  });

  it("changes a listener's protocol on the same port", async () => {
    await tagged("a");
    const spare = await listenOnFreePort(createServer());
    await spare.kill();
    const listener = { id: "web", bind: spare.address, pool: "app" };
    running = await startBalancer(document({ a: 1 }, [listener]));
    await running.balancer.apply(
      testConfig(document({ a: 1 }, [{ ...listener, protocol: "tcp" }])),
    );
    const reply = await visit(spare.address);
    expect(reply.body).toBe("a");
    await until("the connection is recorded", () =>
      (running?.balancer.requests({ limit: 9 }) ?? []).some(({ method }) => method === "TCP"),
    );
  });

  it("drains the servers of a removed pool", async () => {
    await tagged("a");
    running = await startBalancer(document({ a: 1 }));
    const { balancer, address } = running;
    const without = { ...document({ a: 1 }, [{ id: "web", bind: "127.0.0.1:0" }]), pools: [] };
    await balancer.apply(testConfig(without));
    expect((await visit(address("web"))).status).toBe(421);
    expect(balancer.snapshot(1).pools).toEqual([]);
  });
});

describe("a stop under load", () => {
  it("answers every request that was in flight", async () => {
    let waiting: (() => void)[] = [];
    servers = [
      await startTaggedServer("a", (_request, response) => {
        waiting.push(() => void response.end("a"));
      }),
    ];
    running = await startBalancer(document({ a: 1 }));
    const { balancer, address } = running;
    const bound = address("web");
    const visits = Array.from({ length: 20 }, () => visit(bound));
    await until("all have arrived", () => waiting.length === 20);
    const stopped = balancer.stop(5_000);
    await until("it refuses", () => refuses(bound));
    for (const answer of waiting) answer();
    waiting = [];
    expect((await Promise.all(visits)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    await stopped;
    await expect(balancer.apply(balancer.config)).rejects.toMatchObject({ code: "SHUTTING_DOWN" });
  });
});

describe("a start", () => {
  it("opens nothing when one listener cannot be opened", async () => {
    await tagged("a");
    const taken = servers[0]?.address ?? "";
    const spare = await listenOnFreePort(createServer());
    await spare.kill();
    const listeners = [
      { id: "first", bind: spare.address, pool: "app" },
      { id: "second", bind: taken, pool: "app" },
    ];
    await expect(startBalancer(document({ a: 1 }, listeners))).rejects.toMatchObject({
      code: "LISTENER_PORT_IN_USE",
    });
    expect(await refuses(spare.address)).toBe(true);
  });
});

function refuses(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port: Number(address.split(":")[1]) });
    socket.on("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.on("error", () => resolve(true));
  });
}
