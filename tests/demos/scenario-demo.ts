// How the demos of scenarios go: the question, the stage in the lab and in the topology, the steps as they come, the findings,
// and the proof that the configuration is what it was.
import {
  type ScenarioId,
  type ScenarioStepId,
  scenarioLooks,
  scenarioQuestions,
  scenarioTitles,
} from "../../balancer-core/contract/scenario-texts.ts";
import type { ConsoleHost } from "../e2e/hosts/console-host.ts";
import { type Demo, expect } from "./demo.ts";

export interface ScenarioDemo {
  readonly id: ScenarioId;
  /** What to say when a step begins. */
  readonly captions: Partial<Record<ScenarioStepId, string>>;
  /** After the last caption of the steps: what the figures mean. */
  readonly meaning: string;
}

const longestRunMs = 60_000;

export async function playScenario(
  demo: Demo,
  host: ConsoleHost,
  { id, captions, meaning }: ScenarioDemo,
): Promise<void> {
  const before = await host.configText();
  const title = scenarioTitles[id];
  await demo.lab.openScenarios();
  await demo.say(scenarioQuestions[id]);
  await demo.picture("question");

  await demo.lab.play(title);
  await demo.say(`Look for this: ${scenarioLooks[id]}`);
  for (const [step, text] of Object.entries(captions) as [ScenarioStepId, string][]) {
    await demo.lab.untilStep(step);
    await demo.say(text);
    await demo.picture(step);
  }
  await demo.console.open("Topology");
  await demo.say("The stage is real: a listener, a pool and servers on real sockets.");
  await demo.picture("topology");

  await demo.console.open("Lab");
  await demo.lab.openScenarios();
  const findings = await demo.lab.findings(title, longestRunMs);
  expect(findings.length).toBeGreaterThan(0);
  for (const finding of findings) await demo.say(finding);
  await demo.picture("measured");

  expect(await host.configText()).toBe(before);
  await demo.say(meaning);
  await demo.picture("meaning");
}
