// Drain under load: what is under way ends in peace while nothing new comes, and nobody fails.
import { firstChange } from "./crash-and-return.ts";
import type { Scenario } from "./scenario.ts";
import { armStage } from "./stage-parts.ts";

const [drainAtMs, readyAtMs] = [8_000, 16_000];

export const drainUnderLoad: Scenario = {
  id: "drain-under-load",
  lengthMs: 24_000,
  ports: 3,
  stage: (addresses) =>
    armStage({
      name: "drain",
      addresses,
      latencies: [{ distribution: "lognormal", median: "200ms", p99: "900ms" }],
      concurrency: 64,
      pool: { algorithm: { type: "least-connections" } },
      traffic: { mode: "closed", concurrency: 40, thinkTime: "20ms", clients: 40, seed: 14 },
    }),
  steps: [
    { id: "drain-before", atMs: 0 },
    {
      id: "drain-now",
      atMs: drainAtMs,
      act: (hands) => hands.updateServer("lab-drain", "b", { intent: "drain" }),
    },
    {
      id: "drain-ready",
      atMs: readyAtMs,
      act: (hands) => hands.updateServer("lab-drain", "b", { intent: "ready" }),
    },
  ],
  read({ phases, changes }) {
    const arms = phases.flatMap((phase) => phase.arms);
    const sum = (of: "sent" | "failed") => arms.reduce((total, arm) => total + arm[of], 0);
    const drained = firstChange(changes, drainAtMs, (to) => to === "drained");
    return [
      { id: "drain-clean", values: { sent: sum("sent"), failed: sum("failed") } },
      drained === undefined
        ? { id: "drain-not-done", values: {} }
        : { id: "drain-took", values: { afterMs: drained - drainAtMs } },
    ];
  },
};
