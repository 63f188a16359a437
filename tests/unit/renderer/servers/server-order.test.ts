// Sorting and filtering of the servers' table.
import { describe, expect, it } from "vitest";
import {
  filterServers,
  nextSort,
  sortServers,
} from "../../../../renderer/features/servers/server-order.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const servers = createFixtureWorld().snapshot().pools[0]?.servers ?? [];
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe("the order of servers", () => {
  it("is the configuration's without a sort", () => {
    expect(ids(sortServers(servers, null))).toEqual(["s1", "s2", "s3", "s4", "s5"]);
  });

  it("puts the most urgent state first", () => {
    expect(ids(sortServers(servers, { key: "state", isDescending: false }))).toEqual([
      "s3",
      "s2",
      "s4",
      "s5",
      "s1",
    ]);
  });

  it("keeps servers without latency last, whichever way", () => {
    expect(ids(sortServers(servers, { key: "p95", isDescending: true })).slice(0, 2)).toEqual([
      "s2",
      "s1",
    ]);
    expect(ids(sortServers(servers, { key: "p95", isDescending: false })).slice(0, 2)).toEqual([
      "s1",
      "s2",
    ]);
  });

  it("sorts ids as people count", () => {
    const [first] = servers;
    const named = ["s10", "s9", "s1"].flatMap((id) => (first ? [{ ...first, id }] : []));
    expect(ids(sortServers(named, { key: "id", isDescending: false }))).toEqual([
      "s1",
      "s9",
      "s10",
    ]);
  });

  it("goes from the first direction to the other to none", () => {
    const first = nextSort(null, "rate");
    const second = nextSort(first, "rate");
    expect([first, second, nextSort(second, "rate")]).toEqual([
      { key: "rate", isDescending: true },
      { key: "rate", isDescending: false },
      null,
    ]);
    expect(nextSort(first, "id")).toEqual({ key: "id", isDescending: false });
  });
});

describe("the filter of servers", () => {
  it.each([
    ["s3", ["s3"]],
    ["9004", ["s4"]],
    ["down", ["s3"]],
    ["refused 3/3", ["s3"]],
    ["  ", ["s1", "s2", "s3", "s4", "s5"]],
    ["nobody", []],
  ])("finds for %j", (filter, found) => {
    expect(ids(filterServers(servers, filter))).toEqual(found);
  });
});
