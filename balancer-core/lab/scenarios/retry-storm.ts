// Retry storm: retries save requests while few fail and multiply the load when many do; a budget bounds what they add.
import type { ArmMeasure } from "../../contract/scenario-status.ts";
import type { Scenario, StageHands } from "./scenario.ts";
import { armOf, armStage, attemptsOf, steady } from "./stage-parts.ts";

const servers = ["lab-storm-a", "lab-storm-b", "lab-storm-c"];
const [beginMs, endMs] = [6_000, 22_000];

async function all(hands: (server: string) => Promise<void>): Promise<void> {
  for (const server of servers) await hands(server);
}

export const retryStorm: Scenario = {
  id: "retry-storm",
  lengthMs: 28_000,
  ports: 3,
  stage: (addresses) =>
    armStage({
      name: "storm",
      addresses,
      latencies: [steady(15)],
      concurrency: 16,
      pool: {
        retries: { attempts: 3, budgetPercent: 100, backoff: { base: "5ms", max: "20ms" } },
        // Ejecting servers would end the storm; here it is to be seen.
        passive: { consecutiveFailures: 0 },
      },
      traffic: { mode: "open", rate: 120, clients: 40, seed: 16 },
    }),
  steps: [
    { id: "storm-before", atMs: 0 },
    {
      id: "storm-free",
      atMs: beginMs,
      act: (hands: StageHands) =>
        all((server) => hands.fault(server, "reset", endMs - beginMs + 5_000, 0.5)),
    },
    {
      id: "storm-budget",
      atMs: 14_000,
      act: (hands) => hands.updatePool("lab-storm", { retries: { budgetPercent: 20 } }),
    },
    { id: "storm-healed", atMs: endMs, act: (hands) => all((server) => hands.heal(server)) },
  ],
  read({ phases }) {
    const [free, budget] = [armOf(phases, "storm-free"), armOf(phases, "storm-budget")];
    return [
      {
        id: "storm-amplified",
        values: { freeTimes: perRequest(free), budgetTimes: perRequest(budget) },
      },
      {
        id: "storm-failed",
        values: { freePercent: failedPercent(free), budgetPercent: failedPercent(budget) },
      },
    ];
  },
};

function perRequest(arm: ArmMeasure | undefined): number | undefined {
  return arm && arm.sent > 0 ? attemptsOf(arm) / arm.sent : undefined;
}

function failedPercent(arm: ArmMeasure | undefined): number | undefined {
  return arm && arm.sent > 0 ? (100 * arm.failed) / arm.sent : undefined;
}
