// One server turns slow: a mean or a median hides it, the tail tells, and an algorithm that measures walks around it.
import type { Scenario } from "./scenario.ts";
import { armOf, armStage, shareOf, steady } from "./stage-parts.ts";

export const slowServer: Scenario = {
  id: "slow-server",
  lengthMs: 32_000,
  ports: 3,
  stage: (addresses) =>
    armStage({
      name: "slow",
      addresses,
      latencies: [steady(12)],
      concurrency: 16,
      pool: { algorithm: { type: "round-robin" } },
      traffic: { mode: "open", rate: 120, clients: 40, seed: 12 },
    }),
  steps: [
    { id: "slow-before", atMs: 0 },
    {
      id: "slow-now",
      atMs: 8_000,
      settleMs: 1_000,
      act: (hands) => hands.fault("lab-slow-b", "slow", 16_000),
    },
    {
      id: "slow-noticed",
      atMs: 16_000,
      settleMs: 2_000,
      act: (hands) =>
        hands.updatePool("lab-slow", { algorithm: { type: "peak-ewma", decay: "2s" } }),
    },
    { id: "slow-healed", atMs: 24_000, act: (hands) => hands.heal("lab-slow-b") },
  ],
  read({ phases }) {
    const [before, during] = [armOf(phases, "slow-before"), armOf(phases, "slow-now")];
    const noticed = armOf(phases, "slow-noticed");
    return [
      {
        id: "slow-median",
        values: {
          beforeMs: before?.p50Ms,
          duringMs: during?.p50Ms,
          beforeTailMs: before?.p99Ms,
          duringTailMs: during?.p99Ms,
        },
      },
      { id: "slow-avoided", values: { percent: shareOf(noticed, "b"), tailMs: noticed?.p95Ms } },
    ];
  },
};
