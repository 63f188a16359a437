// Tables of maglev that work: a prime number of places, and one for each server at least.
import { describe, expect, it } from "vitest";
import { algorithmFindings } from "../../../balancer-core/config/algorithm-check.ts";
import { testConfig } from "../../support/balancer.ts";

function messagesOf(tableSize: number, servers: number): string[] {
  const algorithm = { type: "maglev", tableSize };
  const addresses = Array.from({ length: servers }, (_, index) => `127.0.0.1:${9_001 + index}`);
  const pools = [{ id: "app", algorithm, servers: addresses }];
  const found = algorithmFindings(testConfig({ version: 1, pools }));
  return found.map(({ path, message }) => `${path.join(".")} ${message}`);
}

describe("a table of maglev", () => {
  it.each([7, 65_537, 655_373, 5_000_011])("may have the prime number of %i places", (size) => {
    expect(messagesOf(size, 3)).toEqual([]);
  });

  it.each([
    [8, 11],
    [65_536, 65_537],
    [4_999_998, 4_999_999],
  ])("may not have %i places, and the next prime number is named", (size, prime) => {
    expect(messagesOf(size, 3)).toEqual([
      `pools.0.algorithm.tableSize tableSize: expected a prime number, got ${size}; the next one is ${prime}`,
    ]);
  });

  it("has a place for each server", () => {
    expect(messagesOf(7, 7)).toEqual([]);
    expect(messagesOf(7, 8)).toEqual([
      "pools.0.algorithm.tableSize tableSize: 7 places are too few for 8 servers; use 809",
    ]);
  });
});
