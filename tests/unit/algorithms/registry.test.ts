// What every algorithm owes the pool: shares by weight, nobody who may not be had, an end. And that the registry and the schema are
// the only two places that name one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createAlgorithm,
  supportedAlgorithms,
} from "../../../balancer-core/algorithms/registry.ts";
import {
  type AlgorithmConfig,
  algorithmNames,
  algorithmSchema,
} from "../../../balancer-core/contract/config-pool.ts";
import { sourceFiles } from "../../support/source-files.ts";
import { clients, load, numbered, type TestCandidate, toolsFor } from "./candidates.ts";

// Small tables, so that hundreds of pools can be tried.
const options: Record<string, object> = { maglev: { tableSize: 251 } };
const configs = algorithmNames.map((type) => algorithmSchema.parse({ type, ...options[type] }));
const make = (config: AlgorithmConfig) => createAlgorithm<TestCandidate>(config, toolsFor().tools);
const weightsArbitrary = fc.array(fc.integer({ min: 1, max: 256 }), { maxLength: 12 });
const keys = clients(2_000);

describe.each(configs)("every algorithm keeps its promises: $type", (config) => {
  it("chooses nobody from an empty list", () => {
    const algorithm = make(config);
    expect(algorithm.choose([], "10.0.0.1")).toBeUndefined();
    algorithm.prepare([]);
    expect(algorithm.choose([], "10.0.0.1")).toBeUndefined();
  });

  it("never chooses one that is skipped or at its limit, and someone while anyone is left", () => {
    const mask = fc.integer({ min: 0, max: 4_095 });
    fc.assert(
      fc.property(weightsArbitrary, mask, mask, mask, (weights, skips, fulls, loads) => {
        const candidates = numbered(weights);
        const among = (bits: number) => candidates.filter(({ ordinal }) => (bits >> ordinal) & 1);
        const skip = among(skips);
        const algorithm = make(config);
        algorithm.prepare(candidates);
        for (const server of among(loads)) load(algorithm, server, 1);
        for (const server of candidates) algorithm.setAvailable(server, true);
        for (const server of among(fulls)) algorithm.setAvailable(server, false);
        const left = candidates.filter(({ ordinal }) => !(((skips | fulls) >> ordinal) & 1));
        for (const key of keys.slice(0, 10)) {
          const chosen = algorithm.choose(skip, key);
          if (left.length === 0) expect(chosen).toBeUndefined();
          else expect(left).toContain(chosen);
        }
        for (const server of among(fulls)) algorithm.setAvailable(server, true);
        if (candidates.length > 0) expect(algorithm.choose([], "k")).toBeDefined();
      }),
      { numRuns: 40 },
    );
  });

  it("forgets servers that are no longer prepared, whatever is still heard of them", () => {
    const candidates = numbered([1, 1, 1]);
    const algorithm = make(config);
    algorithm.prepare(candidates);
    const [first, second] = candidates;
    algorithm.prepare(candidates.slice(0, 1));
    if (second) {
      load(algorithm, second, 1);
      algorithm.setAvailable(second, true);
      algorithm.ended?.(second, 5, false);
    }
    for (const key of keys.slice(0, 10)) expect(algorithm.choose([], key)).toBe(first);
  });
});

// First available goes by place, not by weight.
describe.each(configs.filter(({ type }) => type !== "first-available"))("$type", (config) => {
  it.each([[[5, 3, 2]], [new Array<number>(50).fill(1)]])(
    "comes to the shares of the weights %o when requests stay a while",
    (weights) => {
      const candidates = numbered(weights);
      const algorithm = make(config);
      algorithm.prepare(candidates);
      const chosen = new Map<string, number>();
      const open: TestCandidate[] = [];
      for (const key of clients(10_000)) {
        const server = algorithm.choose([], key);
        if (!server) throw new Error("nobody was chosen");
        load(algorithm, server, 1);
        open.push(server);
        chosen.set(server.id, (chosen.get(server.id) ?? 0) + 1);
        const oldest = open.length > 100 ? open.shift() : undefined;
        if (oldest !== undefined) load(algorithm, oldest, -1);
      }
      const weight = weights.reduce((sum, each) => sum + each, 0);
      for (const server of candidates) {
        const share = (chosen.get(server.id) ?? 0) / 10_000;
        expect(Math.abs(share - server.weight / weight)).toBeLessThan(0.05);
      }
    },
  );
});

describe("the registry", () => {
  it("makes what the schema names, and nothing else exists", () => {
    expect([...supportedAlgorithms]).toEqual(algorithmNames);
    expect(configs.map((config) => make(config)).every(({ choose }) => choose)).toBe(true);
  });

  it("is, with the schema, the only place of the core that names each algorithm", () => {
    const places = [
      "balancer-core/algorithms/registry.ts",
      "balancer-core/contract/config-pool.ts",
    ];
    // Names that are words of every day stand in other files for other things.
    for (const name of algorithmNames.filter((each) => each.includes("-"))) {
      const naming = sourceFiles(["balancer-core"], /\.ts$/)
        .filter(({ path }) => !places.includes(path))
        // Rules about the options of one, the example that people begin with, and scenes that configure a pool as people do.
        .filter(
          ({ path }) =>
            !/^balancer-core\/(config\/|persistence\/demo-|lab\/scenarios\/)/.test(path),
        )
        .filter(({ text }) => text.includes(`"${name}"`))
        .map(({ path }) => path);
      expect([name, naming]).toEqual([name, []]);
    }
  });
});
