// Every way to change the configuration, against a real balancer: applied, written back with comments, recorded, undone; and
// a mistake changes nothing.
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { runningHost } from "../support/running-host.ts";

const text = `version: 1
listeners:
  - { id: web, bind: 127.0.0.1:0, pool: app } # the front door
pools:
  - id: app
    health: { type: none }
    servers:
      # cheap one
      - { id: s1, address: 127.0.0.1:1 }
      - { id: s2, address: 127.0.0.1:2 }
`;

const serversOf = async ({ call }: Awaited<ReturnType<typeof runningHost>>) =>
  (await call("snapshot.get", {})).pools[0]?.servers.map(({ id }) => id);

describe("a change from the console", () => {
  it("is applied, written back with comments kept, recorded and told", async () => {
    const running = await runningHost(text);
    const told: unknown[] = [];
    running.host.subscribe("config.changed", (change) => void told.push(change));
    const { revision } = await running.call("server.add", {
      pool: "app",
      server: { id: "s3", address: "127.0.0.1:3" },
    });
    expect(revision).toBe(2);
    expect(await serversOf(running)).toEqual(["s1", "s2", "s3"]);
    expect(running.text()).toContain("# cheap one");
    expect(running.text()).toContain("# the front door");
    expect(running.text()).toContain("id: s3");
    const changes = ['server "s3" of pool "app" added at 127.0.0.1:3'];
    expect(told).toEqual([
      { revision: 1, author: "file", changes: [], canUndo: false, canRedo: false },
      { revision: 2, author: "console", changes, canUndo: true, canRedo: false },
    ]);
    const [last] = (await running.workspace.history.list()).slice(-1);
    expect(last).toMatchObject({ revision: 2, author: "console", sentences: changes });
    expect(running.events).toContainEqual(
      expect.objectContaining({ kind: "config", author: "console", message: changes[0] }),
    );
  });

  it("can be taken back and done again, up to where there is nothing", async () => {
    const running = await runningHost(text);
    await running.call("server.update", { pool: "app", server: "s1", changes: { weight: 7 } });
    const changed = running.text();
    await running.call("config.undo", {});
    expect(running.text()).toBe(text);
    await expect(running.call("config.undo", {})).rejects.toMatchObject({
      code: "NOTHING_TO_UNDO",
    });
    await running.call("config.redo", {});
    expect(running.text()).toBe(changed);
    await expect(running.call("config.redo", {})).rejects.toMatchObject({
      code: "NOTHING_TO_UNDO",
    });
  });

  it("is refused as a whole when its result is not a sound configuration", async () => {
    const running = await runningHost(text);
    const wrong = { pool: "app", server: "s1", changes: { weight: 999 } };
    await expect(running.call("server.update", wrong)).rejects.toMatchObject({
      code: "INVALID_CONFIG",
      details: { problems: [{ path: "pools.0.servers.0.weight", line: 9 }] },
    });
    expect(running.text()).toBe(text);
    expect((await running.call("config.get", {})).revision).toBe(1);
  });

  it("changes nothing when a listener cannot be opened", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void blocker.close());
    await new Promise((resolve) => blocker.once("listening", resolve));
    const address = blocker.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const running = await runningHost(text);
    const before = running.addressOf("web");
    const yaml = `${text.replace("listeners:\n", `listeners:\n  - { id: two, bind: "127.0.0.1:${port}", pool: app }\n`)}  - { id: more }\n`;
    await expect(running.call("config.put", { yaml })).rejects.toMatchObject({
      code: "LISTENER_PORT_IN_USE",
    });
    expect(running.text()).toBe(text);
    expect(running.host.listeners()).toMatchObject([{ id: "web", address: before }]);
    expect((await running.call("snapshot.get", {})).pools.map(({ id }) => id)).toEqual(["app"]);
  });

  it("made for another revision is a conflict", async () => {
    const running = await runningHost(text);
    await running.call("pool.update", { pool: "app", changes: { algorithm: { type: "random" } } });
    const stale = running.call("config.put", { yaml: text, revision: 1 });
    await expect(stale).rejects.toMatchObject({
      code: "CONFIG_CONFLICT",
      details: { revision: 2 },
    });
    expect((await running.call("config.put", { yaml: text, revision: 2 })).revision).toBe(3);
  });

  it("is put in order when many come at once", async () => {
    const running = await runningHost(text);
    const weights = Array.from({ length: 20 }, (_, index) => index + 2);
    const changes = weights.map((weight) =>
      running.call("server.update", { pool: "app", server: "s1", changes: { weight } }),
    );
    expect((await Promise.all(changes)).map(({ revision }) => revision)).toEqual(weights);
    expect(running.text()).toContain("weight: 21");
  });

  it("can be checked without being made", async () => {
    const running = await runningHost(text);
    const yaml = text.replace("127.0.0.1:2 }", "127.0.0.1:5 }");
    expect(await running.call("config.check", { yaml })).toEqual({
      problems: [],
      changes: ['server "s2" of pool "app": address 127.0.0.1:2 → 127.0.0.1:5'],
      impact: {
        servers: [
          { pool: "app", server: "s2", effect: "moved", activeRequests: 0, activeConnections: 0 },
        ],
        listeners: [],
        hashKeys: [],
        restart: [],
      },
    });
    expect((await running.call("config.check", { yaml: "x" })).problems).toHaveLength(1);
    expect(await serversOf(running)).toEqual(["s1", "s2"]);
  });

  it.each([
    ["server.update", { pool: "app", server: "s9", changes: {} }, "NOT_FOUND"],
    ["server.add", { pool: "nope", server: { id: "x", address: "127.0.0.1:1" } }, "NOT_FOUND"],
    ["server.add", { pool: "app", server: { id: "s1", address: "127.0.0.1:1" } }, "ALREADY_EXISTS"],
    ["server.add", { pool: "app" }, "INVALID_PARAMS"],
    ["server.update", { pool: "app", server: "s1", changes: { id: "s5" } }, "INVALID_PARAMS"],
    ["config.put", {}, "INVALID_PARAMS"],
    ["traffic.start", { id: "nope" }, "NOT_FOUND"],
    ["server.get", { pool: "app", server: "s9" }, "NOT_FOUND"],
  ] as const)("%s %o is refused with its code", async (method, params, code) => {
    const { host } = await runningHost(text);
    await expect(host.call(method, params, "api")).rejects.toMatchObject({ code });
  });
});

describe("a change of the file", () => {
  it("is applied, and can be taken back", async () => {
    const running = await runningHost(text);
    const edited = text.replace("127.0.0.1:1 }", "127.0.0.1:1, weight: 4 }");
    running.write(edited);
    await running.eventually(async () =>
      expect((await running.call("config.get", {})).revision).toBe(2),
    );
    await running.call("config.undo", {});
    expect(running.text()).toBe(text);
  });

  it("that is broken changes nothing, says why, and is not overwritten by an edit", async () => {
    const running = await runningHost(text);
    const broken = text.replace("pool: app", "pool: ap");
    running.write(broken);
    await running.eventually(() =>
      expect(running.events).toContainEqual(
        expect.objectContaining({
          level: "error",
          message: expect.stringContaining(
            ':3:41: listeners.0.pool: listener "web": there is no pool "ap"',
          ),
        }),
      ),
    );
    const edit = { pool: "app", server: "s1", changes: { weight: 2 } };
    await expect(running.call("server.update", edit)).rejects.toMatchObject({
      code: "CONFIG_CONFLICT",
    });
    expect(running.text()).toBe(broken);
    expect((await running.call("config.get", {})).revision).toBe(1);
    // The console can mend it with a whole new text.
    const yaml = `${text}# mended\n`;
    await running.call("config.put", { yaml });
    expect(running.text()).toBe(yaml);
  });

  it("that is written in halves changes nothing before it is whole", async () => {
    const running = await runningHost(text);
    const next = text.replaceAll("s2", "s9");
    const half = next.indexOf("address: 127.0.0.1:2") + "address".length;
    running.write(next.slice(0, half));
    await running.eventually(() =>
      expect(running.events).toContainEqual(
        expect.objectContaining({ level: "error", author: "file" }),
      ),
    );
    expect(await serversOf(running)).toEqual(["s1", "s2"]);
    running.write(next);
    await running.eventually(async () => expect(await serversOf(running)).toEqual(["s1", "s9"]));
    expect((await running.call("config.get", {})).revision).toBe(2);
  });
});
