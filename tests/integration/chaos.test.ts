// Chaos: servers crash, hang, answer late, wrongly and in part, while an operator changes everything. Every single answer is
// accounted for, and client, log, metrics and snapshot agree to the last one.
import { join } from "node:path";
import { expect, it } from "vitest";
import { seededRandom } from "../../balancer-core/ports.ts";
import { startClients } from "../support/chaos/chaos-clients.ts";
import { contradictions, metricTally, readLog, tallyOf } from "../support/chaos/chaos-ledger.ts";
import { makeChaos } from "../support/chaos/chaos-plan.ts";
import { type ChaoticServer, startChaoticServer } from "../support/chaos/chaotic-server.ts";
import { runningHost } from "../support/running-host.ts";

const seconds = Number(process.env.EVENKEEL_CHAOS_SECONDS ?? 15);
const seed = Number(process.env.EVENKEEL_CHAOS_SEED ?? Date.now() % 1_000_000);
const clientCount = 24;

const configuration = (servers: readonly ChaoticServer[]) => `version: 1
listeners: [{ id: web, bind: 127.0.0.1:0, pool: app }]
pools:
  - id: app
    stickiness: { type: cookie }
    health: { type: http, path: /health, interval: 100ms, timeout: 100ms, fall: 2, rise: 1, fastInterval: 50ms }
    passive: { consecutiveFailures: 5, ejectFor: 300ms, maxEjectFor: 1s }
    retries: { attempts: 2, on: [connect-failure, reset-before-response, response-timeout, 503], budgetPercent: 50 }
    timeouts: { connect: 200ms, response: 300ms, idle: 2s, queue: 200ms }
    drain: { deadline: 500ms }
    servers:
${servers.map(({ id, address }) => `      - { id: ${id}, address: "${address}" }`).join("\n")}
log: { maxBytes: 1GiB }
`;

it(`accounts for every answer through ${seconds} s of chaos, seed ${seed}`, {
  timeout: (seconds + 40) * 1_000,
}, async () => {
  const random = seededRandom(seed);
  const ids = ["s1", "s2", "s3", "s4", "guest"];
  const all = await Promise.all(
    ids.map((id, index) => startChaoticServer(id, seededRandom(seed + index))),
  );
  const guest = all.pop() as ChaoticServer;
  const running = await runningHost(configuration(all));
  const clients = startClients(running.addressOf("web") ?? "", clientCount, seededRandom(seed + 9));
  const done = await makeChaos({ host: running, servers: all, guest, random }, seconds * 1_000);
  await clients.stop();
  // The connections that the clients just closed have to arrive.
  const openConnections = async () =>
    (await running.call("snapshot.get", {})).listeners[0]?.activeConnections;
  await running.eventually(async () => expect(await openConnections()).toBe(0));

  const { outcomes } = clients;
  const seen = [...outcomes.values()];
  const snapshot = await running.call("snapshot.get", {});
  const metrics = running.host.metricsText();
  await running.host.stop(1_000);
  const log = readLog(join(running.workspace.directory, "load_balancer.log"));
  await Promise.all([...all, guest].map((server) => server.close()));

  const statuses = tallyOf(seen.map(({ status }) => status));
  const ownAnswers = tallyOf(seen.map(({ code }) => code));
  const retries = log.reduce((sum, { attempts }) => sum + Math.max(0, attempts.length - 1), 0);
  const cut = seen.filter(({ isWhole }) => !isWhole).length;
  process.stdout.write(
    `chaos: seed ${seed}, ${seconds} s, ${seen.length} requests, ${JSON.stringify({ ...done, statuses, ownAnswers, retries, cut })}\n`,
  );

  expect(contradictions(outcomes, log)).toEqual([]);
  expect(log).toHaveLength(outcomes.size);
  const [listener] = snapshot.listeners;
  expect(listener).toMatchObject({ totalRequests: outcomes.size, ownAnswers });
  expect(metricTally(metrics, "evenkeel_requests_total", "code")).toEqual(statuses);
  expect(metricTally(metrics, "evenkeel_errors_total", "code")).toEqual(
    tallyOf(log.map(({ error }) => error)),
  );
  const countedRetries = Object.values(metricTally(metrics, "evenkeel_retries_total", "pool"));
  expect(countedRetries).toEqual(retries === 0 ? [] : [retries]);
  const attempts = tallyOf(log.flatMap((record) => record.attempts.map(({ server }) => server)));
  for (const server of snapshot.pools[0]?.servers ?? []) {
    expect(server.activeRequests, `requests left on ${server.id}`).toBe(0);
    if (server.id === guest.id) continue;
    expect(server.totalRequests, `attempts on ${server.id}`).toBe(attempts[server.id] ?? 0);
  }

  expect(log.filter(({ sticky }) => sticky === "hit").length, "sticky hits").toBeGreaterThan(0);

  // None of it proves anything unless it really was chaos.
  expect(statuses).toMatchObject({
    200: expect.any(Number),
    502: expect.any(Number),
    503: expect.any(Number),
    504: expect.any(Number),
  });
  expect(statuses[200]).toBeGreaterThan(outcomes.size / 10);
  expect(Math.min(retries, cut, done.changes, done.faults)).toBeGreaterThan(0);
  expect(Math.max(...seen.map(({ totalMs }) => totalMs)), "longest wait").toBeLessThan(8_000);
});
