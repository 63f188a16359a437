// The contract's methods about scenarios: what there is, start, stop.
import { describeScenario, scenarios } from "../lab/scenarios/catalogue.ts";
import type { ScenarioRunner } from "../lab/scenarios/runner.ts";
import type { Handlers } from "./handlers.ts";

export function scenarioMethods(runner: ScenarioRunner) {
  return {
    "scenario.list": async () => ({
      scenarios: scenarios.map(describeScenario),
      run: runner.run,
    }),
    "scenario.start": ({ id, algorithms = [] }) => runner.start(id, algorithms),
    "scenario.stop": async () => ({ run: await runner.stop() }),
  } satisfies Partial<Handlers>;
}
