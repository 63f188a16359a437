// Scenarios over a real host: the stage comes and goes, the file is afterwards what it was, and what they measure is measured.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scenarioIds } from "../../balancer-core/contract/scenario-texts.ts";
import { startHost } from "../../balancer-core/host/start-host.ts";
import { openWorkspace } from "../../balancer-core/persistence/workspace.ts";
import { systemPorts } from "../../balancer-core/ports.ts";
import { runningHost } from "../support/running-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const text = `# mine
version: 1

listeners:
  - { id: web, bind: "127.0.0.1:0", pool: app }   # keep

pools:
- id: app
  health: { type: none }
  servers: [ "127.0.0.1:9" ]
`;

const playAll = process.env.EVENKEEL_ALL_SCENARIOS === "1";

describe("a scenario", () => {
  it("sets its stage, sends traffic, and leaves the file as it found it when stopped", async () => {
    const { call, eventually, host, text: read, file } = await runningHost(text);
    const started = await call("scenario.start", { id: "uneven-servers" });
    expect(started.arms).toEqual([
      { listener: "lab-uneven", pool: "lab-uneven", algorithm: "round-robin" },
    ]);
    expect(read()).toContain("lab-uneven-c");
    expect(existsSync(`${file}.scenario`)).toBe(true);
    await eventually(async () => {
      const { run } = await call("scenario.list", {});
      expect(run?.points.length).toBeGreaterThanOrEqual(2);
      expect(run?.step).toBe("uneven-turns");
    });
    const { run } = await call("scenario.stop", {});
    expect(run).toMatchObject({ state: "ended", outcome: "stopped", error: null });
    expect(run?.phases[0]?.arms[0]?.succeeded).toBeGreaterThan(20);
    expect(read()).toBe(text);
    expect(existsSync(`${file}.scenario`)).toBe(false);
    expect(host.listeners().map(({ id }) => id)).toEqual(["web"]);
    expect((await call("lab.get", {})).servers).toEqual([]);
  });

  it("keeps what somebody else changed while it played", async () => {
    const { call, text: read } = await runningHost(text);
    await call("scenario.start", { id: "sticky-skew" });
    await call("pool.update", { pool: "app", changes: { algorithm: { type: "random" } } });
    await call("scenario.stop", {});
    expect(read()).toContain("algorithm: { type: random }");
    expect(read()).not.toContain("lab");
    expect(read()).toContain('  - { id: web, bind: "127.0.0.1:0", pool: app }   # keep\n');
  });

  it("is no step of a person's, so that undo takes back what a person did before it", async () => {
    const { call, text: read } = await runningHost(text);
    await call("scenario.start", { id: "slow-server" });
    await call("scenario.stop", {});
    await expect(call("config.undo", {})).rejects.toMatchObject({ code: "NOTHING_TO_UNDO" });
    await call("pool.update", { pool: "app", changes: { slowStart: "1s" } });
    await call("scenario.start", { id: "slow-server" });
    await call("scenario.stop", {});
    expect(read()).toContain("slowStart: 1s");
    await call("config.undo", {});
    expect(read()).toBe(text);
  });

  it("is interrupted when an undo takes its stage away, and takes the rest away", async () => {
    const { call, eventually, text: read } = await runningHost(text);
    await call("pool.update", { pool: "app", changes: { slowStart: "1s" } });
    await call("scenario.start", { id: "slow-server" });
    await call("config.undo", {});
    await eventually(async () =>
      expect((await call("scenario.list", {})).run).toMatchObject({
        state: "ended",
        outcome: "interrupted",
      }),
    );
    expect(read()).toBe(text);
  });

  it("comes back by no undo and no redo of what was changed while it played", async () => {
    const { call, text: read } = await runningHost(text);
    const ids = async () => (await call("snapshot.get", {})).pools.map(({ id }) => id);
    await call("pool.update", { pool: "app", changes: { slowStart: "1s" } });
    const before = read();
    await call("scenario.start", { id: "slow-server" });
    await call("pool.update", { pool: "app", changes: { algorithm: { type: "random" } } });
    await call("pool.update", { pool: "app", changes: { panicThreshold: 5 } });
    await call("config.undo", {});
    await call("scenario.stop", {});
    expect(read()).toContain("type: random");
    expect(await ids()).toEqual(["app"]);
    await call("config.redo", {});
    expect(read()).toContain("panicThreshold: 5");
    expect(await ids()).toEqual(["app"]);
    await call("config.undo", {});
    await call("config.undo", {});
    expect(read()).toBe(before);
    await call("config.undo", {});
    expect(read()).toBe(text);
    await expect(call("config.undo", {})).rejects.toMatchObject({ code: "NOTHING_TO_UNDO" });
    for (let step = 1; step <= 3; step++) {
      await call("config.redo", {});
      expect(await ids()).toEqual(["app"]);
    }
    expect(read()).toContain("panicThreshold: 5");
  });

  it("leaves no step that only changed its stage, so that undo always does something", async () => {
    const { call, text: read } = await runningHost(text);
    await call("pool.update", { pool: "app", changes: { slowStart: "1s" } });
    await call("scenario.start", { id: "slow-server" });
    await call("pool.update", { pool: "lab-slow", changes: { algorithm: { type: "random" } } });
    await call("scenario.stop", {});
    expect(read()).toContain("slowStart");
    await call("config.undo", {});
    expect(read()).toBe(text);
    expect(await call("config.get", {})).toMatchObject({ canUndo: false, canRedo: true });
  });

  it("is not brought back by a redo after an undo that took it away", async () => {
    const { call, eventually, text: read } = await runningHost(text);
    await call("pool.update", { pool: "app", changes: { slowStart: "1s" } });
    const changed = read();
    await call("scenario.start", { id: "slow-server" });
    await call("config.undo", {});
    await eventually(async () =>
      expect((await call("scenario.list", {})).run).toMatchObject({ state: "ended" }),
    );
    await call("config.redo", {});
    expect(read()).toBe(changed);
  });

  it("leaves what was there before it alone, whatever it is called", async () => {
    const named = text.replace("pools:\n", "pools:\n- { id: lab-slow, servers: [] }\n");
    const { call, text: read } = await runningHost(named);
    await call("config.put", { yaml: text });
    await call("scenario.start", { id: "slow-server" });
    await call("scenario.stop", {});
    await call("config.undo", {});
    expect(read()).toBe(named);
  });

  it("is taken away when the process stops in the middle", async () => {
    const { call, host, text: read } = await runningHost(text);
    await call("scenario.start", { id: "side-by-side", algorithms: ["random", "maglev"] });
    expect(read()).toContain("lab-right");
    await host.stop(100);
    expect(read()).toBe(text);
  });

  it("is taken away by the next start when the process died in the middle", async () => {
    const { call, text: read, file } = await runningHost(text);
    await call("scenario.start", { id: "retry-storm" });
    const folder = temporaryFolder();
    const copy = join(folder, "evenkeel.yaml");
    // What the disk held at the moment of the crash.
    writeFileSync(copy, read());
    writeFileSync(`${copy}.scenario`, readFileSync(`${file}.scenario`));
    const workspace = await openWorkspace({ directory: folder, configFile: copy });
    const host = await startHost({ workspace, ports: systemPorts, product: "test" });
    expect(readFileSync(copy, "utf8")).toBe(text);
    expect(existsSync(`${copy}.scenario`)).toBe(false);
    expect(host.listeners().map(({ id }) => id)).toEqual(["web"]);
    await host.stop(100);
  });

  it("touches nothing of others whose names look like its own, and refuses to mix with its own names", async () => {
    const mine = text.replace("pools:\n", "pools:\n- { id: lab-mine, servers: [] }\n");
    const { call, text: read } = await runningHost(mine);
    await call("scenario.start", { id: "slow-server" });
    await call("pool.update", { pool: "lab-mine", changes: { slowStart: "1s" } });
    await call("scenario.stop", {});
    expect(read()).toContain("lab-mine");
    expect(read()).not.toContain("lab-slow");
    const taken = read().replace("lab-mine", "lab-storm");
    await call("config.put", { yaml: taken });
    await expect(call("scenario.start", { id: "retry-storm" })).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
      message: expect.stringContaining('"lab-storm" is in the configuration already'),
    });
    expect(read()).toBe(taken);
    expect((await call("scenario.list", {})).run).toMatchObject({ outcome: "failed" });
  });

  it("refuses algorithms that do not exist and changes nothing", async () => {
    const { call, text: read } = await runningHost(text);
    await expect(
      call("scenario.start", { id: "side-by-side", algorithms: ["random", "luck"] }),
    ).rejects.toMatchObject({ code: "INVALID_PARAMS", message: 'there is no algorithm "luck"' });
    expect(read()).toBe(text);
  });
});

// Three minutes; `npm run demos` plays them too. EVENKEEL_ALL_SCENARIOS=1 runs them here.
describe.runIf(playAll)("played to its end (three minutes: EVENKEEL_ALL_SCENARIOS=1)", () => {
  it.each(scenarioIds)("%s measures something and restores", { timeout: 60_000 }, async (id) => {
    const { call, text: read } = await runningHost(text);
    const { lengthMs } = await call("scenario.start", { id });
    await expect
      .poll(async () => (await call("scenario.list", {})).run?.state, {
        timeout: lengthMs + 10_000,
        interval: 500,
      })
      .toBe("ended");
    const { run } = await call("scenario.list", {});
    console.log(
      id,
      run?.findings.map((found) => found.text),
    );
    console.log(JSON.stringify(run?.phases));
    expect(run).toMatchObject({ outcome: "finished", error: null });
    expect(run?.findings.length).toBeGreaterThan(0);
    expect(read()).toBe(text);
  });
});
