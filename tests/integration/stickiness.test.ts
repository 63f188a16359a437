// Stickiness on real sockets: cookies given, kept, renewed and hidden from servers; addresses and headers remembered; the API's view.
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request } from "node:http";
import { connect, type OutgoingHttpHeaders } from "node:http2";
import { request as secureRequest } from "node:https";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHost } from "../../balancer-core/host/start-host.ts";
import { openWorkspace } from "../../balancer-core/persistence/workspace.ts";
import { systemPorts } from "../../balancer-core/ports.ts";
import { listenOnFreePort, type RealServer } from "../support/balancer.ts";
import { runningHost } from "../support/running-host.ts";

/** Answers with its tag and with the cookies it was shown; sets one of its own. */
function startServer(tag: string): Promise<RealServer> {
  return listenOnFreePort(
    createServer((incoming, response) => {
      response.setHeader("set-cookie", "own=1");
      response.end(`${tag} ${incoming.headers.cookie ?? "-"}`);
    }),
  );
}

let servers: RealServer[] = [];
beforeAll(async () => {
  servers = await Promise.all(["s1", "s2", "s3"].map(startServer));
});
afterAll(() => Promise.all(servers.map((server) => server.kill())));

const configuration = (stickiness: string, listener = "") => `version: 1
listeners: [{ id: web, bind: 127.0.0.1:0, pool: app, exposeServer: true${listener} }]
pools:
  - id: app
    stickiness: ${stickiness}
    health: { type: none }
    servers: [${servers.map(({ address }) => `"${address}"`).join(", ")}]
`;

interface Answer {
  readonly status: number;
  readonly server: string;
  readonly shown: string;
  /** What the client keeps of our cookie: `NAME=VALUE`. */
  readonly cookie: string | undefined;
  readonly headers: IncomingMessage["headers"];
}

function ask(address: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(`http://${address}/`, { agent: false, headers }, (response) => {
      let body = "";
      response.on("data", (bytes: Buffer) => {
        body += bytes.toString();
      });
      response.on("end", () => {
        const [server = "", ...shown] = body.trim().split(" ");
        const cookies = response.headers["set-cookie"] ?? [];
        const ours = cookies.find((cookie) => cookie.startsWith("EVENKEEL="));
        const { statusCode: status = 0, headers } = response;
        resolve({ status, server, shown: shown.join(" "), cookie: ours?.split(";")[0], headers });
      });
    });
    asking.on("error", reject).end();
  });
}

async function start(stickiness: string, listener?: string) {
  const running = await runningHost(configuration(stickiness, listener));
  const address = running.addressOf("web") ?? "";
  const set = (server: string, changes: object) =>
    running.call("server.update", { pool: "app", server, changes });
  const lookups = async () => (await running.call("sticky.list", { pool: "app" })).lookups;
  return { ...running, address, set, lookups, ask: (headers = {}) => ask(address, headers) };
}

describe("a cookie", () => {
  it("comes with the first answer, beside the server's own, and keeps its client on that server", async () => {
    const { ask, lookups, call } = await start("{ type: cookie }");
    const first = await ask();
    expect(first.headers["set-cookie"]).toEqual([
      "own=1",
      expect.stringMatching(/^EVENKEEL=[\w-]{40}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/),
    ]);
    expect(first.headers["cache-control"]).toBe("private");
    for (let turn = 0; turn < 4; turn++) {
      const next = await ask({ cookie: `a=b; ${first.cookie}` });
      expect([next.server, next.cookie, next.shown]).toEqual([first.server, undefined, "a=b"]);
      expect(next.headers["cache-control"]).toBeUndefined();
    }
    expect(await lookups()).toMatchObject({ new: 1, hit: 4 });
    const { requests } = await call("requests.list", { limit: 2 });
    expect(requests.at(-1)).toMatchObject({ sticky: "hit", decision: { sticky: "hit" } });
  });

  it("spreads newcomers as the algorithm says", async () => {
    const { ask } = await start("{ type: cookie }");
    const newcomers = [await ask(), await ask(), await ask()];
    expect(newcomers.map(({ server }) => server)).toEqual(["s1", "s2", "s3"]);
  });

  it("is known again after a restart", async () => {
    const before = await start("{ type: cookie }");
    const first = await before.ask();
    await before.host.stop(0);
    const key = readFileSync(join(before.workspace.directory, "sticky-key"), "utf8");
    expect(key).toMatch(/^[0-9a-f]{64}\n$/);
    const { directory } = before.workspace;
    const workspace = await openWorkspace({ directory, configFile: before.file });
    const again = await startHost({ workspace, ports: systemPorts, product: "test" });
    const address = again.listeners()[0]?.address ?? "";
    for (let turn = 0; turn < 3; turn++) {
      expect((await ask(address, { cookie: first.cookie ?? "" })).server).toBe(first.server);
    }
    await again.stop(0);
  });

  it("that was made up is no cookie, and is replaced", async () => {
    const { ask, lookups } = await start("{ type: cookie }");
    const answer = await ask({ cookie: `EVENKEEL=${"A".repeat(40)}` });
    expect([answer.status, answer.cookie === undefined, answer.shown]).toEqual([200, false, "-"]);
    expect(await lookups()).toMatchObject({ invalid: 1, new: 0 });
  });

  it.each(["down", "removed", "in maintenance"])(
    "of a server that is %s leads to another, with another cookie",
    async (how) => {
      const { ask, set, call } = await start("{ type: cookie }");
      const first = await ask();
      if (how === "in maintenance") await set(first.server, { intent: "maintenance" });
      else if (how === "removed")
        await call("server.remove", { pool: "app", server: first.server });
      else await set(first.server, { address: "127.0.0.1:1" });
      const next = await ask({ cookie: first.cookie ?? "" });
      expect(next.server).not.toBe(first.server);
      const after = await ask({ cookie: next.cookie ?? "" });
      expect([after.server, after.cookie]).toEqual([next.server, undefined]);
      const { requests } = await call("requests.list", { limit: 3 });
      expect(requests.map(({ sticky }) => sticky).sort()).toEqual(["hit", "miss", "miss"]);
    },
  );

  it("is kept by a server that drains, or that has no weight, and newcomers are not sent there", async () => {
    const { ask, set, call, eventually } = await start("{ type: cookie }");
    const [one, two] = [await ask(), await ask()];
    await set(one.server, { weight: 0 });
    await call("server.drain", { pool: "app", server: two.server, deadline: "500ms" });
    for (const loyal of [one, two]) {
      expect((await ask({ cookie: loyal.cookie ?? "" })).server).toBe(loyal.server);
    }
    expect((await ask()).server).toBe("s3");
    const stateOf = async () =>
      (await call("server.get", { pool: "app", server: two.server })).server.state;
    expect(await stateOf()).toBe("draining");
    await eventually(async () => expect(await stateOf()).toBe("drained"));
    const moved = await ask({ cookie: two.cookie ?? "" });
    expect([moved.server, moved.cookie === undefined]).toEqual(["s3", false]);
  });

  it("is not given with answers of our own", async () => {
    const { ask, set } = await start("{ type: cookie }");
    for (const id of ["s1", "s2", "s3"]) await set(id, { intent: "maintenance" });
    const answer = await ask();
    expect([answer.status, answer.headers["set-cookie"]]).toEqual([503, undefined]);
  });

  it("needs a key: without one the change is refused and nothing is changed", async () => {
    const { call, workspace, text, ask } = await start("{ type: none }");
    writeFileSync(join(workspace.directory, "sticky-key"), "no key\n");
    const before = text();
    const changes = { stickiness: { type: "cookie" as const } };
    await expect(call("pool.update", { pool: "app", changes })).rejects.toMatchObject({
      code: "INVALID_CONFIG",
      message: expect.stringContaining("sticky-key"),
    });
    expect(text()).toBe(before);
    expect((await ask()).cookie).toBeUndefined();
  });

  it("stays under TLS where it was given under TLS", async () => {
    const running = await runningHost(
      configuration("{ type: cookie }", ", protocol: https, tls: { selfSigned: true }"),
    );
    const cookies = await new Promise<string[]>((resolve, reject) => {
      const url = `https://${running.addressOf("web")}/`;
      secureRequest(url, { agent: false, rejectUnauthorized: false }, (response) => {
        response.resume().on("end", () => resolve(response.headers["set-cookie"] ?? []));
      })
        .on("error", reject)
        .end();
    });
    expect(cookies.at(-1)).toMatch(/^EVENKEEL=.*; SameSite=Lax; Secure$/);
  });
});

describe("a cookie over HTTP/2", () => {
  it("is given and understood like any other", async () => {
    const running = await runningHost(
      configuration("{ type: cookie }", ", protocol: https, tls: { selfSigned: true }"),
    );
    const session = connect(`https://${running.addressOf("web")}`, { rejectUnauthorized: false });
    const visit = (headers: OutgoingHttpHeaders) =>
      new Promise<{ server: string; cookies: string[] }>((resolve, reject) => {
        let cookies: string[] = [];
        let body = "";
        session
          .request({ ":path": "/", ...headers })
          .on("response", (answer) => {
            cookies = answer["set-cookie"] ?? [];
          })
          .on("data", (bytes: Buffer) => {
            body += bytes.toString();
          })
          .on("end", () => resolve({ server: body.trim(), cookies }))
          .on("error", reject);
      });
    const first = await visit({});
    const cookie = first.cookies.at(-1)?.split(";")[0] ?? "";
    expect(cookie).toMatch(/^EVENKEEL=/);
    // In crumbs, as browsers send them.
    const next = await visit({ cookie: ["a=b", cookie] as unknown as string });
    const server = first.server.split(" ")[0];
    expect(next).toEqual({ server: `${server} a=b`, cookies: ["own=1"] });
    session.destroy();
  });
});

describe("sessions that the balancer remembers", () => {
  it("keep the connections of an address on one server over TCP", async () => {
    const running = await runningHost(
      configuration("{ type: source-ip }").replace(", exposeServer: true", ", protocol: tcp"),
    );
    const address = running.addressOf("web") ?? "";
    const visits = [await ask(address), await ask(address), await ask(address)];
    expect(new Set(visits.map(({ server }) => server)).size).toBe(1);
    expect((await running.call("sticky.list", { pool: "app" })).sessions).toMatchObject([
      { key: "127.0.0.1", hits: 2 },
    ]);
  });

  it("keep a header's value on its server, can be looked at, and forgotten", async () => {
    const { ask, call, host } = await start("{ type: header, name: x-session }");
    const ann = await ask({ "x-session": "ann" });
    const ben = await ask({ "X-Session": "ben" });
    expect((await ask({ "x-session": "ann" })).server).toBe(ann.server);
    expect((await ask()).headers["x-evenkeel-decision"]).not.toContain("sticky");
    const list = await call("sticky.list", { pool: "app" });
    expect(list).toMatchObject({
      type: "header",
      size: 2,
      evicted: 0,
      lookups: { new: 2, hit: 1 },
    });
    expect(list.sessions).toMatchObject([
      { key: "ann", server: ann.server, hits: 1 },
      { key: "ben", server: ben.server, hits: 0 },
    ]);
    expect(Date.parse(list.sessions[0]?.expiresAt ?? "") - Date.now()).toBeGreaterThan(3_590_000);
    expect(await call("sticky.list", { pool: "app", offset: 1, limit: 1 })).toMatchObject({
      sessions: [{ key: "ben" }],
    });
    expect(host.metricsText()).toContain('evenkeel_sticky_sessions{pool="app"} 2\n');
    expect(host.metricsText()).toContain(
      'evenkeel_sticky_lookups_total{pool="app",result="hit"} 1\n',
    );
    expect(await call("sticky.remove", { pool: "app", key: "ann" })).toEqual({
      server: ann.server,
    });
    await expect(call("sticky.remove", { pool: "app", key: "ann" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("keep an address on its server, and survive what else changes in the pool", async () => {
    const { ask, call } = await start("{ type: source-ip }");
    const first = await ask();
    const changes = {
      algorithm: { type: "random" as const },
      stickiness: { type: "source-ip" as const, ttl: "5m" },
    };
    await call("pool.update", { pool: "app", changes });
    for (let turn = 0; turn < 3; turn++) expect((await ask()).server).toBe(first.server);
    expect((await call("sticky.list", { pool: "app" })).sessions).toMatchObject([
      { key: "127.0.0.1", server: first.server, hits: 3 },
    ]);
  });

  it("are none where there is no stickiness", async () => {
    const { call } = await start("{ type: none }");
    expect(await call("sticky.list", { pool: "app" })).toMatchObject({
      type: "none",
      sessions: [],
    });
    await expect(call("sticky.list", { pool: "nope" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
