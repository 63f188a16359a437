// Sticky skew: clients are spread evenly, their traffic is not, and stickiness cannot tell the difference.
import type { Scenario } from "./scenario.ts";
import { armOf, armStage, busiestShareOf, steady } from "./stage-parts.ts";

export const stickySkew: Scenario = {
  id: "sticky-skew",
  lengthMs: 24_000,
  ports: 3,
  stage: (addresses) =>
    armStage({
      name: "sticky",
      addresses,
      latencies: [steady(15)],
      concurrency: 16,
      pool: { stickiness: { type: "cookie" } },
      traffic: {
        mode: "open",
        rate: 150,
        clients: 30,
        // The busiest client alone sends about half, so that some server shows it whoever lands where.
        clientSkew: 1.8,
        identity: "cookie-jar",
        seed: 15,
      },
    }),
  steps: [
    { id: "sticky-on", atMs: 0 },
    {
      id: "sticky-off",
      atMs: 12_000,
      act: (hands) => hands.updatePool("lab-sticky", { stickiness: { type: "none" } }),
    },
  ],
  read: ({ phases }) => [
    {
      id: "sticky-busiest",
      values: {
        beforePercent: busiestShareOf(armOf(phases, "sticky-on")),
        afterPercent: busiestShareOf(armOf(phases, "sticky-off")),
      },
    },
  ],
};
