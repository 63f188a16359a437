// What every algorithm owes the pool: shares by weight, nobody who is skipped, an end. And what the registry owes the user.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createAlgorithm,
  supportedAlgorithms,
} from "../../../balancer-core/algorithms/registry.ts";
import {
  type AlgorithmConfig,
  algorithmSchema,
} from "../../../balancer-core/contract/config-pool.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";
import { candidatesOf, type TestCandidate } from "./candidates.ts";

const supported = [...supportedAlgorithms].map((type) => algorithmSchema.parse({ type }));
const make = (config: AlgorithmConfig) => createAlgorithm<TestCandidate>(config, tools());
const tools = () => ({ random: seededRandom(7), now: () => 0 });
const weightsArbitrary = fc.array(fc.integer({ min: 1, max: 256 }), { maxLength: 12 });
const named = (weights: readonly number[]) =>
  candidatesOf(Object.fromEntries(weights.map((weight, index) => [`s${index}`, weight])));

describe.each(supported)("every algorithm keeps its promises: $type", (config) => {
  it("chooses nobody from an empty list", () => {
    const algorithm = make(config);
    expect(algorithm.choose([])).toBeUndefined();
    algorithm.prepare([]);
    expect(algorithm.choose([])).toBeUndefined();
  });

  it("never chooses one that is skipped, and someone while anyone is left", () => {
    fc.assert(
      fc.property(weightsArbitrary, fc.integer({ min: 0, max: 4_095 }), (weights, mask) => {
        const candidates = named(weights);
        const skip = candidates.filter(({ ordinal }) => (mask >> ordinal) & 1);
        const algorithm = make(config);
        algorithm.prepare(candidates);
        for (let turn = 0; turn < 20; turn++) {
          const chosen = algorithm.choose(skip);
          if (skip.length === candidates.length) expect(chosen).toBeUndefined();
          else
            expect(candidates.filter((candidate) => !skip.includes(candidate))).toContain(chosen);
        }
      }),
    );
  });

  it("forgets servers that are no longer prepared", () => {
    const candidates = named([1, 1, 1]);
    const algorithm = make(config);
    algorithm.prepare(candidates);
    algorithm.prepare(candidates.slice(0, 1));
    for (let turn = 0; turn < 10; turn++) expect(algorithm.choose([])).toBe(candidates[0]);
  });

  it("comes to the shares of the weights when requests stay a while", () => {
    const candidates = candidatesOf({ a: 5, b: 3, c: 2 });
    const algorithm = make(config);
    algorithm.prepare(candidates);
    const chosen = new Map<string, number>();
    const open: TestCandidate[] = [];
    for (let request = 0; request < 20_000; request++) {
      const server = algorithm.choose([]);
      if (!server) throw new Error("nobody was chosen");
      server.activeRequests += 1;
      algorithm.loadChanged?.(server);
      open.push(server);
      chosen.set(server.id, (chosen.get(server.id) ?? 0) + 1);
      const oldest = open.length > 100 ? open.shift() : undefined;
      if (oldest === undefined) continue;
      oldest.activeRequests -= 1;
      algorithm.loadChanged?.(oldest);
    }
    expect((chosen.get("a") ?? 0) / 20_000).toBeCloseTo(0.5, 1);
    expect((chosen.get("b") ?? 0) / 20_000).toBeCloseTo(0.3, 1);
    expect((chosen.get("c") ?? 0) / 20_000).toBeCloseTo(0.2, 1);
  });
});

describe("the registry", () => {
  it("refuses an algorithm that does not work yet, by name", () => {
    const config = algorithmSchema.parse({ type: "maglev" });
    expect(() => createAlgorithm(config, tools())).toThrowError(
      expect.objectContaining({
        code: "NOT_SUPPORTED_YET",
        message: 'algorithm "maglev" is not supported yet',
      }),
    );
  });
});
