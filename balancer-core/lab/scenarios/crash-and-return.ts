// Crash and return: retries hide the first moments, checks make it official, and coming back takes passing checks.
import { usableStates } from "../../contract/snapshot.ts";
import type { Scenario, Seen } from "./scenario.ts";
import { armStage, steady } from "./stage-parts.ts";

const [crashAtMs, returnAtMs] = [8_000, 17_000];

export const crashAndReturn: Scenario = {
  id: "crash-and-return",
  lengthMs: 26_000,
  ports: 3,
  stage: (addresses) =>
    armStage({
      name: "crash",
      addresses,
      latencies: [steady(15)],
      concurrency: 16,
      traffic: { mode: "open", rate: 120, clients: 40, seed: 13 },
    }),
  steps: [
    { id: "crash-before", atMs: 0 },
    {
      id: "crash-down",
      atMs: crashAtMs,
      act: (hands) => hands.fault("lab-crash-b", "crash", returnAtMs - crashAtMs + 5_000),
    },
    { id: "crash-back", atMs: returnAtMs, act: (hands) => hands.heal("lab-crash-b") },
  ],
  read({ phases, changes }) {
    const arms = phases.flatMap((phase) => phase.arms);
    const sum = (of: "sent" | "failed" | "retries") =>
      arms.reduce((total, arm) => total + arm[of], 0);
    const seen = { sent: sum("sent"), failed: sum("failed"), retries: sum("retries") };
    const down = firstChange(changes, crashAtMs, (to) => to === "down" || to === "ejected");
    const up = firstChange(changes, returnAtMs, (to) => usableStates.has(to));
    return [
      { id: "crash-seen", values: seen },
      down === undefined
        ? { id: "crash-not-down", values: {} }
        : { id: "crash-down-after", values: { afterMs: down - crashAtMs } },
      { id: "crash-up-after", values: { afterMs: up === undefined ? undefined : up - returnAtMs } },
    ];
  },
};

export function firstChange(
  changes: Seen["changes"],
  afterMs: number,
  is: (to: Seen["changes"][number]["to"]) => boolean,
): number | undefined {
  return changes.find(({ atMs, server, to }) => server === "b" && atMs >= afterMs && is(to))?.atMs;
}
