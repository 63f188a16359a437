// The main job as a process: even spread, a crash under load, nobody left, a server added, a drain and a stop that lose nothing.
import { existsSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { type ServingProcess, serveEvenkeel } from "../support/evenkeel-process.ts";
import { createTaggedServer, saying } from "../support/tagged-server.ts";
import { createVisitor, tally, type Visit, type Visitor } from "../support/visitor.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startAll(delayMs = 0) {
  const servers = await Promise.all(
    ["a", "b", "c"].map((tag) => createTaggedServer(tag, saying(tag, delayMs))),
  );
  cleanups.push(() => Promise.all(servers.map((server) => server.close())));
  const balancer = await serveEvenkeel(`
version: 1
listeners:
  - { id: web, bind: "127.0.0.1:0", pool: app }
pools:
  - id: app
    health: { type: tcp, interval: 200ms, fastInterval: 100ms, timeout: 100ms, fall: 2, rise: 1 }
    servers:
${servers.map(({ tag, address }) => `      - { id: ${tag}, address: "${address}" }`).join("\n")}
`);
  cleanups.push(() => balancer.dispose());
  const address = balancer.ready.listeners[0]?.address ?? "";
  const visitors = Array.from({ length: 10 }, () => createVisitor(address));
  cleanups.push(() => visitors.forEach((visitor) => void visitor.close()));
  return { servers, balancer, visitors };
}

/** Every visitor asks again and again until told to stop, or `rounds` times. */
function load(visitors: readonly Visitor[], rounds = Number.POSITIVE_INFINITY) {
  const visits: (Visit & { startedAt: number })[] = [];
  let stopped = false;
  const done = Promise.all(
    visitors.map(async (visitor) => {
      for (let round = 0; round < rounds && !stopped; round++) {
        const startedAt = performance.now();
        const visit = await visitor.visit();
        visits.push({ ...visit, startedAt });
        // A connection that was refused would otherwise be tried without a pause.
        if (visit.status === 0) break;
      }
    }),
  );
  return {
    visits,
    done,
    async stop() {
      stopped = true;
      await done;
    },
  };
}

interface SnapshotServer {
  id: string;
  state: string;
}

async function serversOf(balancer: ServingProcess): Promise<SnapshotServer[]> {
  const response = await balancer.api("GET", "/snapshot");
  const snapshot = (await response.json()) as { pools: { servers: SnapshotServer[] }[] };
  return snapshot.pools[0]?.servers ?? [];
}

const until = (check: () => boolean | Promise<boolean>) =>
  expect.poll(check, { timeout: 8_000, interval: 20 }).toBe(true);

const stateIs = (balancer: ServingProcess, id: string, state: string) => async () =>
  (await serversOf(balancer)).find((server) => server.id === id)?.state === state;

it("spreads 300 requests over 10 keep-alive connections 100/100/100", async () => {
  const { visitors } = await startAll();
  const { visits, done } = load(visitors, 30);
  await done;
  expect(tally(visits)).toEqual({ a: 100, b: 100, c: 100 });
});

it("loses nothing to a crash once the server is marked down, and answers 502 at worst before", async () => {
  const { visitors, servers, balancer } = await startAll(2);
  const running = load(visitors);
  await until(() => running.visits.length > 200);
  servers[0]?.crash();
  // Whoever notices first: the checks, or the traffic itself.
  await until(async () => {
    const [crashed] = await serversOf(balancer);
    return crashed?.state === "down" || crashed?.state === "ejected";
  });
  const markedDownAt = performance.now();
  const before = running.visits.length;
  await until(() => running.visits.length > before + 300);
  await running.stop();
  const after = running.visits.filter(({ startedAt }) => startedAt > markedDownAt);
  expect(after.length).toBeGreaterThan(200);
  expect(Object.keys(tally(after)).sort()).toEqual(["b", "c"]);
  const odd = running.visits.filter(({ status }) => status !== 200 && status !== 502);
  expect(odd).toEqual([]);
});

it("answers 503 with the code when every server is down", async () => {
  const { visitors, servers, balancer } = await startAll();
  for (const server of servers) server.crash();
  for (const { tag } of servers) await until(stateIs(balancer, tag, "down"));
  expect(await visitors[0]?.visit()).toMatchObject({ status: 503, code: "NO_SELECTABLE_SERVER" });
});

it("gives a server added through the API its share", async () => {
  const { visitors, balancer } = await startAll();
  const added = await createTaggedServer("d", saying("d"));
  cleanups.push(() => added.close());
  const body = { id: "d", address: added.address };
  const response = await balancer.api("POST", "/pools/app/servers", body);
  expect(response.status).toBe(201);
  await until(stateIs(balancer, "d", "up"));
  const { visits, done } = load(visitors, 40);
  await done;
  expect(tally(visits)).toEqual({ a: 100, b: 100, c: 100, d: 100 });
});

it("loses nothing while a server drains and is removed", async () => {
  const { visitors, balancer } = await startAll(20);
  const running = load(visitors);
  await until(() => running.visits.length > 50);
  const body = { deadline: "5s", thenRemove: true };
  const response = await balancer.api("POST", "/pools/app/servers/b/drain", body);
  expect(response.status).toBe(202);
  const drainedFrom = performance.now();
  await until(async () => (await serversOf(balancer)).every(({ id }) => id !== "b"));
  const before = running.visits.length;
  await until(() => running.visits.length > before + 50);
  await running.stop();
  expect(running.visits.filter(({ status }) => status !== 200)).toEqual([]);
  const later = running.visits.filter(({ startedAt }) => startedAt > drainedFrom);
  expect(Object.keys(tally(later)).sort()).toEqual(["a", "c"]);
});

it("finishes what is in flight at SIGTERM and exits 0", async () => {
  const { visitors, balancer } = await startAll(300);
  const running = load(visitors, 1);
  await until(async () => {
    const text = await (await balancer.api("GET", "/snapshot")).text();
    const active = [...text.matchAll(/"activeRequests":(\d+)/g)].map(([, count]) => Number(count));
    return active.reduce((sum, count) => sum + count, 0) === 10;
  });
  balancer.signal("SIGTERM");
  await running.done;
  expect(running.visits.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect((await balancer.finished).code).toBe(0);
});

it("exits at once at a second signal", async () => {
  const { visitors, balancer } = await startAll(5_000);
  const running = load(visitors, 1);
  await until(async () =>
    (await (await balancer.api("GET", "/snapshot")).text()).includes('"activeRequests":4'),
  );
  balancer.signal("SIGTERM");
  await until(() => balancer.said().includes("Stopping"));
  const askedAt = performance.now();
  balancer.signal("SIGTERM");
  expect((await balancer.finished).code).toBe(143);
  expect(performance.now() - askedAt).toBeLessThan(1_000);
  await running.done;
});

it.skipIf(process.platform === "win32")(
  "opens its log again on SIGUSR2, after somebody moved it",
  async () => {
    const { balancer, visitors } = await startAll();
    const file = join(dirname(balancer.configFile), "load_balancer.log");
    const [visitor] = visitors;
    await visitor?.visit();
    await until(() => existsSync(file) && readFileSync(file, "utf8").includes('"kind":"request"'));
    renameSync(file, `${file}.moved`);
    balancer.signal("SIGUSR2");
    await until(async () => {
      await visitor?.visit();
      return existsSync(file) && readFileSync(file, "utf8").includes('"kind":"request"');
    });
    const status = (await (await balancer.api("GET", "/process")).json()) as {
      pid: number;
      log: { droppedLines: number };
      recordsBudget: { requests: { held: number } };
    };
    expect(status).toMatchObject({ pid: balancer.ready.pid, log: { droppedLines: 0 } });
    expect(status.recordsBudget.requests.held).toBeGreaterThan(1);
  },
);
