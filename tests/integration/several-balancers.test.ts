// Three balancers behind one name, as docs/guides/several-balancers.md sets them up: clients spread over them, one is killed, and
// everybody stays on the same server, because the three share a key.
import { randomBytes } from "node:crypto";
import { Resolver } from "node:dns/promises";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { metricTally } from "../support/chaos/chaos-ledger.ts";
import { type ServingProcess, serveEvenkeel } from "../support/evenkeel-process.ts";
import { startNameServer } from "../support/name-server.ts";
import { createTaggedServer, saying } from "../support/tagged-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const name = "app.test";
const addresses = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start() {
  const servers = await Promise.all(
    ["s1", "s2", "s3", "s4"].map((id) => createTaggedServer(id, saying(id))),
  );
  onTestFinished(() => Promise.all(servers.map((server) => server.close())).then(() => undefined));
  const port = await freePort();
  const keyFile = join(temporaryFolder(), "sticky-key");
  writeFileSync(keyFile, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  const listed = servers
    .slice(0, 3)
    .map(({ tag, address }) => `{ id: ${tag}, address: "${address}" }`);
  const serve = async (address: string): Promise<ServingProcess> => {
    const balancer = await serveEvenkeel(
      `version: 1
listeners: [{ id: web, bind: "${address}:${port}", pool: app }]
pools:
  - id: app
    stickiness: { type: cookie }
    health: { type: none }
    servers: [${listed.join(", ")}]
`,
      [],
      { EVENKEEL_STICKY_KEY_FILE: keyFile },
    );
    onTestFinished(() => balancer.dispose());
    return balancer;
  };
  const balancers = await Promise.all(addresses.map(serve));
  const dns = await startNameServer(name, addresses);
  onTestFinished(() => dns.close());
  process.stdout.write(`several balancers: names by ${dns.kind}\n`);
  const resolver = new Resolver({ timeout: 1_000, tries: 3 });
  resolver.setServers([dns.address]);
  return { balancers, servers, serve, port, resolver };
}

interface Answer {
  readonly status: number;
  readonly server: string;
  readonly cookie: string | undefined;
}

function ask(address: string, port: number, cookie: string | undefined): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = cookie === undefined ? {} : { cookie };
    const asking = request(
      { host: address, port, headers, agent: false, timeout: 5_000 },
      (response) => {
        let server = "";
        response.on("data", (bytes: Buffer) => {
          server += bytes.toString();
        });
        response.on("error", reject);
        response.on("end", () => {
          const given = response.headers["set-cookie"]?.[0]?.split(";")[0];
          resolve({ status: response.statusCode ?? 0, server, cookie: given });
        });
      },
    );
    asking.on("timeout", () => asking.destroy());
    asking.on("error", reject).end();
  });
}

/** A client with a cookie jar that resolves the name each time, and takes the next address where nobody answers. */
function createClient(resolver: Resolver, port: number) {
  let cookie: string | undefined;
  const seen = { visits: 0, servers: new Set<string>(), statuses: new Set<number>() };
  return {
    seen,
    async visit() {
      for (const address of await resolver.resolve4(name)) {
        const answer = await ask(address, port, cookie).catch(() => undefined);
        if (answer === undefined) continue;
        cookie = answer.cookie ?? cookie;
        seen.visits++;
        seen.servers.add(answer.server);
        seen.statuses.add(answer.status);
        return;
      }
      throw new Error("nobody answers");
    },
  };
}

async function relayed(balancers: readonly ServingProcess[]): Promise<number[]> {
  const texts = await Promise.all(
    balancers.map(async ({ ready }) => (await fetch(`${ready.console?.url}/metrics`)).text()),
  );
  return texts.map((text) => metricTally(text, "evenkeel_requests_total", "code")[200] ?? 0);
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

// Only Linux has every address of 127.0.0.0/8.
it.skipIf(process.platform !== "linux")(
  "three balancers behind one name serve one service, and none of them is missed",
  { timeout: 60_000 },
  async () => {
    const { balancers, servers, serve, port, resolver } = await start();
    const clients = Array.from({ length: 24 }, () => createClient(resolver, port));
    const visitAll = async (times: number) => {
      await Promise.all(
        clients.map(async (client) => {
          for (let turn = 0; turn < times; turn++) await client.visit();
        }),
      );
    };

    await visitAll(10);
    const first = await relayed(balancers);
    expect(sum(first)).toBe(240);
    for (const count of first) expect(count).toBeGreaterThan(240 / 6);
    const used = new Set(clients.flatMap(({ seen }) => [...seen.servers]));
    expect(used).toEqual(new Set(["s1", "s2", "s3"]));

    const [killed, ...left] = balancers as [ServingProcess, ...ServingProcess[]];
    const before = await relayed(left);
    killed.signal("SIGKILL");
    await killed.finished;
    await visitAll(10);
    expect(sum(await relayed(left)) - sum(before)).toBe(240);

    // It returns, while the others take another configuration over: nobody waits, nobody moves.
    const load = visitAll(20);
    const returned = await serve(addresses[0] ?? "");
    for (const { configFile, signal } of left) {
      const more = `{ id: s4, address: "${servers[3]?.address}" }]`;
      writeFileSync(configFile, readFileSync(configFile, "utf8").replace(/\]\n$/, `, ${more}\n`));
      signal("SIGHUP");
    }
    await load;
    const revisions = () =>
      Promise.all(
        left.map(async ({ api }) => (await (await api("GET", "/snapshot")).json()).revision),
      );
    await vi.waitFor(async () => expect(await revisions()).toEqual([2, 2]), { timeout: 5_000 });
    await visitAll(2);
    expect((await relayed([returned]))[0]).toBeGreaterThan(0);

    for (const { seen } of clients) {
      expect([...seen.servers], "servers of one client").toHaveLength(1);
      expect([...seen.statuses]).toEqual([200]);
      expect(seen.visits).toBe(42);
    }
  },
);
