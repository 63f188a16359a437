// The change path with a disk and a balancer that fail on command: whole or not at all.
import { describe, expect, it } from "vitest";
import { scriptedConfiguration } from "../../support/scripted-configuration.ts";

const text = "version: 1\npools:\n  - { id: app }\n";
const other = "version: 1\npools:\n  - { id: app, panicThreshold: 5 }\n";
const scripted = () => scriptedConfiguration(text);

describe("the change path", () => {
  it("takes the balancer back when the file cannot be written", async () => {
    const { configuration, balancer, fail, file } = scripted();
    fail.write = true;
    const change = configuration.replace(other, "console");
    await expect(change).rejects.toMatchObject({ code: "WORKSPACE_UNWRITABLE" });
    expect(balancer.config.pools[0]?.panicThreshold).toBe(0);
    expect([file(), configuration.text, configuration.revision]).toEqual([text, text, 1]);
    expect(configuration.canUndo).toBe(false);
  });

  it("applies nothing when there is no room for the file", async () => {
    const { configuration, fail, applied } = scripted();
    fail.prepare = true;
    const change = configuration.replace(other, "console");
    await expect(change).rejects.toMatchObject({ code: "WORKSPACE_UNWRITABLE" });
    expect(applied).toEqual([]);
    expect(configuration.revision).toBe(1);
  });

  it("writes nothing when the balancer refuses", async () => {
    const { configuration, fail, file, discarded } = scripted();
    fail.apply = true;
    const change = configuration.replace(other, "console");
    await expect(change).rejects.toMatchObject({ code: "LISTENER_PORT_IN_USE" });
    expect(file()).toBe(text);
    expect(discarded).toEqual([other]);
    fail.apply = false;
    expect(await configuration.replace(other, "console")).toBe(2);
  });

  it("keeps a change whose place in the history is lost, and says so", async () => {
    const { configuration, fail, events } = scripted();
    fail.history = true;
    expect(await configuration.replace(other, "api")).toBe(2);
    expect(events.at(-1)).toMatchObject({
      level: "error",
      message: "revision 2 is not in the history: ENOSPC",
    });
  });

  it("takes over somebody's edit of the file before its own", async () => {
    const { configuration, edit, file } = scripted();
    edit(`${text}# theirs\n`);
    await configuration.edit((document) => document.set("shutdown", { deadline: "1s" }), "console");
    expect(file()).toContain("# theirs");
    expect(file()).toContain("shutdown");
    expect(configuration.revision).toBe(3);
  });

  it("is not a change when nothing differs", async () => {
    const { configuration } = scripted();
    expect(await configuration.replace(text, "console")).toBe(1);
    expect(await configuration.edit(() => undefined, "console")).toBe(1);
    expect(configuration.canUndo).toBe(false);
  });

  it("reads the file once for many saves in a row", async () => {
    const { configuration, edit } = scripted();
    edit(other);
    await Promise.all(Array.from({ length: 500 }, () => configuration.reload()));
    expect(configuration.revision).toBe(2);
  });

  it("says so, and rejects nobody, when the file cannot be read again for all that waits", async () => {
    const { configuration, events } = scripted();
    const waiting = Array.from({ length: 100 }, () => configuration.edit(() => undefined, "api"));
    await configuration.reload();
    expect(events.at(-1)).toMatchObject({ level: "error", author: "file" });
    await Promise.all(waiting);
  });

  it("lets only so many wait", async () => {
    const { configuration } = scripted();
    const all = Array.from({ length: 101 }, () => configuration.edit(() => undefined, "api"));
    const settled = await Promise.allSettled(all);
    const refused = settled.filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "TOO_MANY_REQUESTS" } }]);
  });

  it("forgets what could be done again at the next change, and what is older than fifty steps", async () => {
    const { configuration } = scripted();
    await configuration.replace(other, "console");
    await configuration.undo("console");
    expect(configuration.canRedo).toBe(true);
    for (let step = 0; step < 60; step++)
      await configuration.replace(`${text}# ${step}\n`, "console");
    expect(configuration.canRedo).toBe(false);
    let undone = 0;
    while (configuration.canUndo) {
      await configuration.undo("console");
      undone++;
    }
    expect(undone).toBe(50);
  });
});
