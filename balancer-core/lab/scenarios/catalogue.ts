// The scenarios in the order they are offered.
import type { ScenarioRow } from "../../contract/scenario-status.ts";
import {
  scenarioLooks,
  scenarioQuestions,
  scenarioSteps,
  scenarioTitles,
} from "../../contract/scenario-texts.ts";
import { crashAndReturn } from "./crash-and-return.ts";
import { drainUnderLoad } from "./drain-under-load.ts";
import { retryStorm } from "./retry-storm.ts";
import type { Scenario } from "./scenario.ts";
import { sideBySide } from "./side-by-side.ts";
import { slowServer } from "./slow-server.ts";
import { stickySkew } from "./sticky-skew.ts";
import { unevenServers } from "./uneven-servers.ts";

export const scenarios: readonly Scenario[] = [
  unevenServers,
  slowServer,
  crashAndReturn,
  drainUnderLoad,
  stickySkew,
  retryStorm,
  sideBySide,
];

export function describeScenario({ id, lengthMs, steps }: Scenario): ScenarioRow {
  return {
    id,
    title: scenarioTitles[id],
    question: scenarioQuestions[id],
    lookFor: scenarioLooks[id],
    lengthMs,
    steps: steps.map((step) => ({ id: step.id, says: scenarioSteps[step.id], atMs: step.atMs })),
  };
}
