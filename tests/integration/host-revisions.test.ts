// Past revisions: listed, compared, restored as a change like any other, and there after a restart.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startHost } from "../../balancer-core/host/start-host.ts";
import { openWorkspace } from "../../balancer-core/persistence/workspace.ts";
import { systemPorts } from "../../balancer-core/ports.ts";
import { runningHost } from "../support/running-host.ts";

const text = `version: 1
# the one pool
pools:
  - id: app
    servers:
      - { id: s1, address: 127.0.0.1:1 }
      - { id: s2, address: 127.0.0.1:2 }
`;

async function withThreeRevisions() {
  const running = await runningHost(text);
  const server = { id: "s3", address: "127.0.0.1:3" };
  await running.call("server.add", { pool: "app", server }, "api");
  await running.call("server.update", { pool: "app", server: "s1", changes: { weight: 4 } });
  return running;
}

describe("the history", () => {
  it("lists who changed what and when, newest first", async () => {
    const { call } = await withThreeRevisions();
    const { revision, revisions } = await call("history.list", {});
    expect(revision).toBe(3);
    expect(revisions).toEqual([
      {
        revision: 3,
        author: "console",
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        changes: ['server "s1" of pool "app": weight 1 → 4'],
      },
      expect.objectContaining({
        revision: 2,
        author: "api",
        changes: ['server "s3" of pool "app" added at 127.0.0.1:3'],
      }),
      expect.objectContaining({ revision: 1, author: "file", changes: [] }),
    ]);
  });

  it("shows a revision with its text and the lines that differ from the present one", async () => {
    const { call } = await withThreeRevisions();
    const first = await call("history.get", { revision: 1 });
    expect(first).toMatchObject({ revision: 1, yaml: text, isDifferenceCut: false });
    expect(first.difference).toHaveLength(1);
    const { thenLine, nowLine, lines } = first.difference[0] ?? {};
    expect({ thenLine, nowLine }).toEqual({ thenLine: 3, nowLine: 3 });
    expect(lines?.filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "then", text: "      - { id: s1, address: 127.0.0.1:1 }" },
      { kind: "now", text: "      - { id: s1, address: 127.0.0.1:1, weight: 4 }" },
      { kind: "now", text: "      - { id: s3, address: 127.0.0.1:3 }" },
    ]);
    expect((await call("history.get", { revision: 3 })).difference).toEqual([]);
  });

  it("restores a revision as a change that says so and can be undone", async () => {
    const running = await withThreeRevisions();
    const present = running.text();
    expect(await running.call("history.restore", { revision: 1 })).toEqual({ revision: 4 });
    expect(running.text()).toBe(text);
    const [latest] = (await running.call("history.list", {})).revisions;
    expect(latest?.changes).toEqual([
      "revision 1 restored",
      'server "s3" of pool "app" removed',
      'server "s1" of pool "app": weight 4 → 1',
    ]);
    await running.call("config.undo", {});
    expect(running.text()).toBe(present);
  });

  it("refuses what it does not have, and a restore made for another revision", async () => {
    const { host, call } = await withThreeRevisions();
    for (const method of ["history.get", "history.restore"] as const) {
      await expect(call(method, { revision: 99 })).rejects.toMatchObject({
        code: "NOT_FOUND",
        message: "there is no revision 99 in the history",
      });
      await expect(host.call(method, { revision: "../1" }, "api")).rejects.toMatchObject({
        code: "INVALID_PARAMS",
      });
    }
    const stale = call("history.restore", { revision: 1, ifRevision: 2 });
    await expect(stale).rejects.toMatchObject({ code: "CONFIG_CONFLICT" });
  });

  it("refuses a revision that is no sound configuration any more, and changes nothing", async () => {
    const running = await withThreeRevisions();
    const record = { revision: 1, author: "file" as const, at: new Date().toISOString() };
    await running.workspace.history.record({ ...record, sentences: [] }, "version: 7\n");
    const present = running.text();
    await expect(running.call("history.restore", { revision: 1 })).rejects.toMatchObject({
      code: "INVALID_CONFIG",
    });
    expect(running.text()).toBe(present);
  });

  it("keeps the last fifty", async () => {
    const { call } = await runningHost(text);
    for (let weight = 2; weight <= 60; weight += 1) {
      await call("server.update", { pool: "app", server: "s1", changes: { weight } });
    }
    const { revisions } = await call("history.list", {});
    expect(revisions.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 50 }, (_, index) => 60 - index),
    );
  });

  it("is there after a restart, even where a note was lost, and goes on counting", async () => {
    const running = await withThreeRevisions();
    await running.host.stop(0);
    writeFileSync(join(running.workspace.directory, "history", "000002.json"), "{");
    const workspace = await openWorkspace({
      directory: running.workspace.directory,
      configFile: running.file,
    });
    const host = await startHost({ workspace, ports: systemPorts, product: "test" });
    try {
      const { revision, revisions } = await host.call("history.list", {}, "console");
      expect(revision).toBe(3);
      expect(revisions.map(({ revision }) => revision)).toEqual([3, 1]);
      expect(await host.call("history.restore", { revision: 1 }, "console")).toEqual({
        revision: 4,
      });
    } finally {
      await host.stop(0);
    }
  });
});
