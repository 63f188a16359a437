// A scenario's stage in a configuration that a person changes at the same time: neither loses what the other did.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createScenarioStage } from "../../../balancer-core/host/scenario-stage.ts";
import { armStage, steady } from "../../../balancer-core/lab/scenarios/stage-parts.ts";
import { scriptedConfiguration } from "../../support/scripted-configuration.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const text = "version: 1 # mine\npools:\n- {id: app}\n";
const document = armStage({
  name: "drain",
  addresses: ["127.0.0.1:19001", "127.0.0.1:19002"],
  latencies: [steady(5)],
  traffic: { mode: "open", rate: 10 },
});

async function playing() {
  const { configuration, file } = scriptedConfiguration(text);
  const workspace = { file: join(temporaryFolder(), "evenkeel.yaml") };
  const stage = createScenarioStage({ configuration, workspace });
  await stage.setUp(document, "set up");
  const change = (name: string, value: unknown) =>
    configuration.edit((target) => target.setIn(["pools", 0, name], value), "console");
  return { configuration, stage, change, file };
}

describe("a scenario's own steps", () => {
  it("stay when a change made meanwhile is taken back, and when it is made again", async () => {
    const { configuration, stage, change, file } = await playing();
    await change("slowStart", "1s");
    await stage.updateServer("lab-drain", "b", { intent: "drain" });
    await configuration.undo("console");
    expect(file()).not.toContain("slowStart");
    expect(file()).toContain("intent: drain");
    await stage.updateServer("lab-drain", "b", { intent: "maintenance" });
    await configuration.redo("console");
    expect(file()).toContain("slowStart: 1s");
    expect(file()).toContain("intent: maintenance");
    await stage.clear("taken away");
    expect(file()).toBe("version: 1 # mine\npools:\n- {id: app, slowStart: 1s}\n");
    await configuration.undo("console");
    expect(file()).toBe(text);
    expect(configuration.canUndo).toBe(false);
  });

  it("take nothing along that a person changed while one of them was on its way", async () => {
    const { stage, change, file } = await playing();
    await Promise.all([
      change("slowStart", "1s"),
      stage.updateServer("lab-drain", "b", { intent: "drain" }),
    ]);
    await stage.clear("taken away");
    expect(file()).toBe("version: 1 # mine\npools:\n- {id: app, slowStart: 1s}\n");
  });

  it("leave nothing to take back when a person did away with the stage and all they changed", async () => {
    const { configuration, stage, file } = await playing();
    const told: boolean[] = [];
    await configuration.replace(text, "console");
    expect(configuration.canUndo).toBe(true);
    configuration.changes.on(({ canUndo }) => told.push(canUndo));
    await stage.clear("taken away");
    expect(configuration.canUndo).toBe(false);
    expect(told).toEqual([false]);
    expect(file()).toBe(text);
  });
});
