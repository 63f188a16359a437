// Uneven servers: turns give a slow server as much as a fast one, and everybody waits for it now and then.
import type { Scenario } from "./scenario.ts";
import { armOf, armStage, shareOf, steady } from "./stage-parts.ts";

export const unevenServers: Scenario = {
  id: "uneven-servers",
  lengthMs: 24_000,
  ports: 3,
  stage: (addresses) =>
    armStage({
      name: "uneven",
      addresses,
      latencies: [steady(6), steady(18), steady(90)],
      concurrency: 6,
      pool: { algorithm: { type: "round-robin" } },
      // A third of it is a little more than the slow server can do.
      traffic: { mode: "open", rate: 180, clients: 40, seed: 11 },
    }),
  steps: [
    { id: "uneven-turns", atMs: 0 },
    {
      id: "uneven-least",
      atMs: 12_000,
      settleMs: 3_000,
      act: (hands) => hands.updatePool("lab-uneven", { algorithm: { type: "least-connections" } }),
    },
  ],
  read({ phases }) {
    const [before, after] = [armOf(phases, "uneven-turns"), armOf(phases, "uneven-least")];
    const tails = { beforeMs: before?.p99Ms, afterMs: after?.p99Ms };
    const shares = { beforePercent: shareOf(before, "c"), afterPercent: shareOf(after, "c") };
    return [
      { id: "uneven-tail", values: tails },
      { id: "uneven-share", values: shares },
    ];
  },
};
