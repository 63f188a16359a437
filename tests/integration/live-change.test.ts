// Every door by which a configuration changes, under load: keep-alive clients and open WebSockets lose nothing, and a change
// that fails leaves everything as it was.
import { once } from "node:events";
import { Agent, createServer } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { listenOnFreePort, until, visit } from "../support/balancer.ts";
import { runningHost } from "../support/running-host.ts";

/** Answers requests with its tag and echoes WebSocket messages. */
async function startServer(tag: string): Promise<string> {
  const http = createServer((_request, response) => void response.end(tag));
  const sockets = new WebSocketServer({ server: http });
  sockets.on("connection", (socket) => {
    socket.on("message", (bytes) => socket.send(`${tag} ${String(bytes)}`));
    socket.on("error", () => {});
  });
  const { address, kill } = await listenOnFreePort(http);
  onTestFinished(() => kill());
  return address;
}

async function freeAddress(): Promise<string> {
  const { address, kill } = await listenOnFreePort(createServer());
  await kill();
  return address;
}

interface Shape {
  readonly servers: readonly string[];
  readonly pool?: string;
  readonly second?: string;
  readonly health?: string;
}

const yamlOf = ({ servers, pool = "app", second = "127.0.0.1:0", health = "none" }: Shape) => `
version: 1
shutdown: { deadline: 2s }
listeners:
  - { id: web, bind: "127.0.0.1:0", pool: ${pool} }
  - { id: second, bind: "${second}", pool: ${pool} }
  - { id: third, bind: "127.0.0.1:0", pool: ${pool} }
pools:
  - id: ${pool}
    health: { type: ${health} }
    servers:
${servers.map((server) => `      - ${server}\n`).join("")}`;

/** Clients that ask over kept connections until told to stop. */
function load(address: string, clients = 6) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const answers: string[] = [];
  const failures: string[] = [];
  let goesOn = true;
  const all = Array.from({ length: clients }, async () => {
    while (goesOn) {
      try {
        const { status, body } = await visit(address, agent);
        if (status === 200) answers.push(body);
        else failures.push(`${status} ${body}`);
      } catch (error) {
        failures.push(String(error));
      }
    }
  });
  return {
    failures,
    /** Resolves with the tags of the next answers. */
    async next(count: number): Promise<string[]> {
      const from = answers.length;
      await until("more answers", () => answers.length >= from + count || failures.length > 0);
      return answers.slice(from, from + count);
    },
    async stop() {
      goesOn = false;
      await Promise.all(all);
      agent.destroy();
    },
  };
}

async function openSocket(address: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${address}/`);
  await once(socket, "open");
  onTestFinished(() => socket.terminate());
  return socket;
}

async function echo(socket: WebSocket): Promise<string> {
  const answer = once(socket, "message");
  socket.send("hello");
  return String((await answer)[0]);
}

async function underLoad() {
  const [a = "", b = "", c = ""] = await Promise.all(["a", "b", "c"].map(startServer));
  const server = (id: string, address: string, more = "") =>
    `{ id: ${id}, address: "${address}"${more} }`;
  const servers = [server("a", a), server("b", b)];
  const running = await runningHost(yamlOf({ servers }));
  const web = running.addressOf("web") ?? "";
  const third = running.addressOf("third") ?? "";
  const loads = [load(web), load(third)];
  const sockets = await Promise.all([web, web, third, third].map(openSocket));
  const tags = await Promise.all(sockets.map(echo));
  const listeners = async () => (await running.call("snapshot.get", {})).listeners;
  const opened = async () =>
    (await listeners())
      .filter(({ id }) => id !== "second")
      .map(({ id, address, totalConnections }) => ({ id, address, totalConnections }));
  await loads[0]?.next(50);
  const before = await opened();
  return {
    running,
    server,
    addresses: { a, b, c },
    servers,
    web,
    loads,
    /** Whatever was changed: nobody failed, nobody had to connect again, every WebSocket still talks to its server. */
    async untouched() {
      for (const { next } of loads) await next(30);
      expect(loads.flatMap(({ failures }) => failures)).toEqual([]);
      expect(await Promise.all(sockets.map(echo))).toEqual(tags);
      expect(await opened()).toEqual(before);
    },
    /** Of all clients together: turns and clients may fall into step, so that some never meet one of the servers. */
    answers: async () => (await Promise.all(loads.map(({ next }) => next(40)))).flat(),
    async fileApplied(yaml: string) {
      const { revision } = await running.call("config.get", {});
      running.write(yaml);
      await vi.waitFor(
        async () => {
          const latest = (await running.call("history.list", {})).revisions[0];
          expect(latest).toMatchObject({ revision: revision + 1, author: "file" });
        },
        { timeout: 5_000, interval: 20 },
      );
    },
    async stop() {
      for (const { stop } of loads) await stop();
    },
  };
}

describe("a change under load", () => {
  it("of servers, weights and algorithm, by API, console, file and SIGHUP, fails nobody", async () => {
    const { running, server, addresses, servers, loads, ...setting } = await underLoad();
    await running.call(
      "server.add",
      { pool: "app", server: { id: "c", address: addresses.c } },
      "api",
    );
    await setting.untouched();
    expect(await setting.answers()).toContain("c");

    await running.call("server.update", { pool: "app", server: "c", changes: { weight: 5 } });
    await setting.untouched();

    // "b" is removed while it has WebSockets: it takes nothing new, and they go on.
    const without = [...servers.slice(0, 1), server("c", addresses.c, ", weight: 5")];
    await setting.fileApplied(yamlOf({ servers: without }));
    await setting.untouched();
    expect(await setting.answers()).not.toContain("b");

    running.write(
      yamlOf({ servers: without }).replace(
        "health:",
        "algorithm: { type: least-connections }\n    health:",
      ),
    );
    await running.host.reload();
    expect((await running.call("snapshot.get", {})).pools[0]?.algorithm).toBe("least-connections");
    await setting.untouched();

    await running.call("config.undo", {});
    await running.call("history.restore", { revision: 1 });
    await setting.untouched();
    expect(await setting.answers()).toContain("b");
    const authors = (await running.call("history.list", {})).revisions.map(({ author }) => author);
    expect(authors.reverse()).toEqual([
      "file",
      "api",
      "console",
      "file",
      "file",
      "console",
      "console",
    ]);
    await setting.stop();
  });

  it("that rebinds one listener of three leaves the other two alone", async () => {
    const { running, servers, ...setting } = await underLoad();
    const old = running.addressOf("second") ?? "";
    expect((await visit(old)).status).toBe(200);
    const second = await freeAddress();
    await setting.fileApplied(yamlOf({ servers, second }));
    expect(running.addressOf("second")).toBe(second);
    expect((await visit(second)).status).toBe(200);
    await expect(visit(old)).rejects.toThrow("ECONNREFUSED");
    await setting.untouched();
    await setting.stop();
  });

  it("that renames a pool, even one that is checked, fails nobody", async () => {
    const { running, servers, ...setting } = await underLoad();
    await setting.fileApplied(yamlOf({ servers, pool: "main", health: "tcp" }));
    const { pools } = await running.call("snapshot.get", {});
    expect(pools.map(({ id }) => id)).toEqual(["main"]);
    await setting.untouched();
    await setting.stop();
  });

  it("that renames a pool loses neither who waits in its queue nor who is about to be tried again", async () => {
    const waiting: (() => void)[] = [];
    const slow = createServer(
      (_request, response) => void waiting.push(() => response.end("slow")),
    );
    const { address, kill } = await listenOnFreePort(slow);
    onTestFinished(() => kill());
    const dead = await freeAddress();
    const retries = "{ attempts: 1, backoff: { base: 2s, max: 2s } }";
    const text = (pool: string) => `version: 1
listeners: [{ id: web, bind: "127.0.0.1:0", pool: ${pool} }]
pools:
  - id: ${pool}
    health: { type: none }
    retries: ${retries}
    servers: [{ id: dead, address: "${dead}" }, { id: slow, address: "${address}", maxConnections: 1 }]
`;
    const running = await runningHost(text("app"));
    const web = running.addressOf("web") ?? "";
    // The first takes its turn on the dead server, the others the one slot there is, one after the other.
    const visits = [visit(web), visit(web), visit(web), visit(web)];
    const pool = async () => (await running.call("snapshot.get", {})).pools[0];
    await running.eventually(async () => {
      expect(waiting.length).toBeGreaterThan(0);
      expect((await pool())?.queued).toBeGreaterThan(0);
    });
    await running.call("config.put", { yaml: text("main") });
    expect((await pool())?.id).toBe("main");
    for (let answered = 0; answered < visits.length; answered++) {
      await until("the next one has arrived", () => waiting.length > 0);
      waiting.shift()?.();
    }
    expect((await Promise.all(visits)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it("that cannot be applied changes nothing at all", async () => {
    const { running, servers, addresses, ...setting } = await underLoad();
    const blocker = await listenOnFreePort(createServer());
    onTestFinished(() => blocker.kill());
    const before = await running.call("config.get", {});
    const other = yamlOf({ servers: servers.slice(0, 1), pool: "main", second: blocker.address });
    for (const author of ["api", "console"] as const) {
      const change = running.call("config.put", { yaml: other }, author);
      await expect(change).rejects.toMatchObject({ code: "LISTENER_PORT_IN_USE" });
    }
    running.write(other);
    await running.eventually(() =>
      expect(running.events).toContainEqual(
        expect.objectContaining({ kind: "config", level: "error", author: "file" }),
      ),
    );
    expect(await running.call("config.get", {})).toEqual(before);
    expect((await running.call("history.list", {})).revisions).toHaveLength(1);
    expect((await visit(running.addressOf("second") ?? "")).status).toBe(200);
    await setting.untouched();
    await setting.stop();
  });
});
