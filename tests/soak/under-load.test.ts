// Half of what it can do, for a long time, with servers that die and return and clients that leave: nothing fails that should not,
// and nothing is left over.
import { afterEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../balancer-core/ports.ts";
import { print, soakSeconds } from "./modes.ts";
import { type MortalServers, startMortalServers } from "./mortal-servers.ts";
import { createSoakClients, type SoakClients } from "./soak-clients.ts";
import { type Holding, type WatchedProcess, watchEvenkeel } from "./watched-process.ts";

const calibrationMs = 2_000;
const calibrationClients = 64;
/** Between the deaths of two servers. Each is away for half of it. */
const deathEveryMs = 4_000;
/** Longer than idle connections to servers are kept. */
const settleWithinMs = 10_000;
/** What compiling, filling rings and series may add after the first fifth. */
const heapAllowanceBytes = 6_000_000;

let evenkeel: WatchedProcess | null = null;
let servers: MortalServers | null = null;
let clients: SoakClients | null = null;

afterEach(async () => {
  clients?.close();
  await evenkeel?.dispose();
  await servers?.close();
});

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function configuration(addresses: readonly string[]): string {
  return `version: 1
listeners:
  - { id: web, protocol: http, bind: 127.0.0.1:0, pool: app }
pools:
  - id: app
    health: { type: tcp, interval: 500ms, fastInterval: 250ms, fall: 2, rise: 1 }
    timeouts: { idle: 3s }
    servers: [${addresses.join(", ")}]
`;
}

/** Requests per second that are answered when every client asks again at once. */
async function capacity({ tally, ask }: SoakClients): Promise<number> {
  const before = tally.answered + tally.left;
  const startedAt = performance.now();
  while (performance.now() - startedAt < calibrationMs) {
    while (tally.inFlight < calibrationClients) ask();
    await pause(1);
  }
  return ((tally.answered + tally.left - before) * 1_000) / (performance.now() - startedAt);
}

async function settled({ snapshot }: WatchedProcess): Promise<string> {
  const deadline = performance.now() + settleWithinMs;
  let left = "";
  while (performance.now() < deadline) {
    const { listeners, pools } = await snapshot();
    const all = pools.flatMap((pool) => pool.servers);
    const active = all.reduce((sum, server) => sum + server.activeRequests, 0);
    const upstream = all.reduce((sum, server) => sum + server.activeConnections, 0);
    const connections = listeners.reduce((sum, listener) => sum + listener.activeConnections, 0);
    left = `${active} leases, ${upstream} connections to servers, ${connections} from clients`;
    if (active + upstream + connections === 0) return "nothing";
    await pause(100);
  }
  return left;
}

/** What it holds at rest: a check that is just under way has a socket and a timer of its own for a moment. */
async function atRest(evenkeel: WatchedProcess, expected: { sockets: number; timers: number }) {
  const deadline = performance.now() + settleWithinMs;
  for (;;) {
    const now = { sockets: await evenkeel.sockets(), ...(await evenkeel.holding()) };
    const isMore = now.sockets > expected.sockets || now.timers > expected.timers;
    if (!isMore || performance.now() >= deadline) return now;
    await pause(100);
  }
}

describe("a balancer under load for a long time", () => {
  it(
    "fails no request that could be saved, and keeps nothing",
    async () => {
      const random = seededRandom(42);
      servers = await startMortalServers(3, random);
      evenkeel = await watchEvenkeel(configuration(servers.addresses));
      await pause(600);
      const before = { sockets: await evenkeel.sockets(), ...(await evenkeel.holding()) };
      clients = createSoakClients(evenkeel.address, servers, random);
      const { tally, ask } = clients;
      const ratePerSecond = Math.max(50, (await capacity(clients)) / 2);

      const startedAt = performance.now();
      const heaps: Holding[] = [];
      let asked = 0;
      let nextDeathMs = deathEveryMs;
      let nextReadingMs = 0;
      for (;;) {
        const elapsedMs = performance.now() - startedAt;
        if (elapsedMs >= soakSeconds * 1_000) break;
        for (const due = (elapsedMs * ratePerSecond) / 1_000; asked < due; asked++) ask();
        if (elapsedMs >= nextDeathMs) {
          servers.killOne(deathEveryMs / 2);
          nextDeathMs += deathEveryMs;
        }
        if (elapsedMs >= nextReadingMs) {
          heaps.push(await evenkeel.holding());
          nextReadingMs += (soakSeconds * 1_000) / 20;
        }
        await pause(1);
      }
      const waitUntil = performance.now() + settleWithinMs;
      while (tally.inFlight > 0 && performance.now() < waitUntil) await pause(20);
      clients.close();
      await pause(deathEveryMs / 2);
      const left = await settled(evenkeel);
      const after = await atRest(evenkeel, before);
      heaps.push(after);
      const mib = (bytes: number) => (bytes / 1_048_576).toFixed(1);
      print(
        `soak: ${soakSeconds} s at ${ratePerSecond.toFixed(0)}/s; ${tally.answered} answered, ${tally.left} left by clients, ` +
          `${tally.lostWithServer} lost with ${servers.deaths} deaths of servers, ${tally.failed.length} failed; left over: ${left}\n` +
          `soak: sockets ${before.sockets} → ${after.sockets}, timers ${before.timers} → ${after.timers}, ` +
          `heap after collection (MiB) ${heaps.map(({ heapBytes }) => mib(heapBytes)).join(" ")}, ` +
          `resident (MiB) ${heaps.map(({ residentBytes }) => mib(residentBytes)).join(" ")}`,
      );

      expect(tally.failed).toEqual([]);
      expect(tally.answered).toBeGreaterThan(soakSeconds * 25);
      expect(servers.deaths).toBeGreaterThan(1);
      expect(tally.inFlight).toBe(0);
      expect(left).toBe("nothing");
      if (!Number.isNaN(before.sockets)) expect(after.sockets).toBeLessThanOrEqual(before.sockets);
      expect(after.timers).toBeLessThanOrEqual(before.timers);
      const warm = heaps[Math.floor(heaps.length / 5)] ?? before;
      expect(after.heapBytes - warm.heapBytes).toBeLessThan(heapAllowanceBytes);
      expect(await evenkeel.stop()).toBe(0);
    },
    (soakSeconds + 60) * 1_000,
  );
});
