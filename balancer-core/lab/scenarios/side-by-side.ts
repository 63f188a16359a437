// Side by side: two pools that differ in their algorithm only, and two generators with one seed, so that both sides get the
// same arrivals at the same moments.
import {
  type AlgorithmName,
  algorithmAliases,
  algorithmNames,
} from "../../contract/config-pool.ts";
import type { Scenario } from "./scenario.ts";
import { armOf, armStage, busiestShareOf, joinStages, steady } from "./stage-parts.ts";

const perSide = 3;
const lengthMs = 30_000;

export const defaultAlgorithms = ["round-robin", "least-connections"] as const;

/** Hash algorithms need something to hash: the generator's keys. */
function optionsOf(name: string): { type: AlgorithmName } {
  const type = (algorithmAliases[name] ?? name) as AlgorithmName;
  if (type === "consistent-hash" || type === "maglev")
    return { type, key: "header:x-key" } as never;
  return { type };
}

export const isAlgorithm = (name: string): boolean =>
  (algorithmNames as readonly string[]).includes(algorithmAliases[name] ?? name);

export const sideBySide: Scenario = {
  id: "side-by-side",
  lengthMs,
  ports: 2 * perSide,
  stage: (addresses, [left = defaultAlgorithms[0], right = defaultAlgorithms[1]]) =>
    joinStages(
      ...(
        [
          ["left", left, 0],
          ["right", right, perSide],
        ] as const
      ).map(([name, algorithm, first]) =>
        armStage({
          name,
          addresses: addresses.slice(first, first + perSide),
          latencies: [steady(10), steady(25), steady(110)],
          concurrency: 4,
          pool: { algorithm: optionsOf(algorithm) },
          traffic: {
            mode: "open",
            rate: 90,
            clients: 60,
            keys: { count: 200, skew: 0.8 },
            bursts: { every: "6s", for: "1500ms", factor: 2 },
            seed: 17,
          },
        }),
      ),
    ),
  steps: [{ id: "compare-run", atMs: 0 }],
  read({ phases, algorithms: [left = "", right = ""] }) {
    const [one, two] = [armOf(phases, "compare-run", 0), armOf(phases, "compare-run", 1)];
    return [
      { id: "compare-tail", values: { left, right, leftMs: one?.p99Ms, rightMs: two?.p99Ms } },
      { id: "compare-median", values: { left, right, leftMs: one?.p50Ms, rightMs: two?.p50Ms } },
      {
        id: "compare-spread",
        values: {
          left,
          right,
          leftPercent: busiestShareOf(one),
          rightPercent: busiestShareOf(two),
        },
      },
      {
        id: "compare-failed",
        values: { left, right, leftFailed: one?.failed, rightFailed: two?.failed },
      },
    ];
  },
};
