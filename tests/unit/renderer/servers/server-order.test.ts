// Sorting, filtering and grouping of the servers' table.
import { describe, expect, it } from "vitest";
import type { ServerState } from "../../../../balancer-core/contract/snapshot.ts";
import type { ServerEntry } from "../../../../renderer/features/servers/server-columns.ts";
import {
  nextSort,
  noFilter,
  sortServers,
} from "../../../../renderer/features/servers/server-order.ts";
import { entriesIn, tableRows } from "../../../../renderer/features/servers/table-rows.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const pools = createFixtureWorld().snapshot().pools.slice(0, 1);
const entries = entriesIn(tableRows(pools, { filter: noFilter, sort: null, folded: new Set() }));
const ids = (list: readonly ServerEntry[]) => list.map(({ server }) => server.id);

describe("the order of servers", () => {
  it("is the configuration's without a sort", () => {
    expect(ids(sortServers(entries, null))).toEqual(["s1", "s2", "s3", "s4", "s5"]);
  });

  it("puts the most urgent state first", () => {
    expect(ids(sortServers(entries, { column: "state", isDescending: false }))).toEqual([
      "s3",
      "s2",
      "s4",
      "s5",
      "s1",
    ]);
  });

  it("keeps servers without latency last, whichever way", () => {
    expect(ids(sortServers(entries, { column: "p95", isDescending: true })).slice(0, 2)).toEqual([
      "s2",
      "s1",
    ]);
    expect(ids(sortServers(entries, { column: "p95", isDescending: false })).slice(0, 2)).toEqual([
      "s1",
      "s2",
    ]);
  });

  it("sorts ids as people count", () => {
    const [first] = entries;
    const named = ["s10", "s9", "s1"].flatMap((id) =>
      first ? [{ ...first, server: { ...first.server, id } }] : [],
    );
    expect(ids(sortServers(named, { column: "id", isDescending: false }))).toEqual([
      "s1",
      "s9",
      "s10",
    ]);
  });

  it("goes from the first direction to the other to none", () => {
    const first = nextSort(null, "rate");
    const second = nextSort(first, "rate");
    expect([first, second, nextSort(second, "rate")]).toEqual([
      { column: "rate", isDescending: true },
      { column: "rate", isDescending: false },
      null,
    ]);
    expect(nextSort(first, "id")).toEqual({ column: "id", isDescending: false });
  });
});

describe("the filter of servers", () => {
  const shown = (text: string, states: readonly ServerState[] = []) => {
    const filter = { text, states: new Set(states) };
    return ids(entriesIn(tableRows(pools, { filter, sort: null, folded: new Set() })));
  };

  it.each([
    ["s3", ["s3"]],
    ["9004", ["s4"]],
    ["down", ["s3"]],
    ["refused 3/3", ["s3"]],
    ["app s2", ["s2"]],
    ["  ", ["s1", "s2", "s3", "s4", "s5"]],
    ["nobody", []],
  ])("finds for %j", (text, found) => {
    expect(shown(text)).toEqual(found);
  });

  it("leaves those in any of the states, which the words narrow further", () => {
    expect(shown("", ["down", "draining"])).toEqual(["s3", "s4"]);
    expect(shown("9004", ["down", "draining"])).toEqual(["s4"]);
  });
});

describe("the lines of the table", () => {
  const kinds = (folded: readonly string[], text = "") =>
    tableRows(createFixtureWorld().snapshot().pools, {
      filter: { text, states: new Set() },
      sort: null,
      folded: new Set(folded),
    }).map((row) => (row.kind === "server" ? row.entry.key : row.kind));

  it("have a head for each pool, and no servers under a folded one", () => {
    expect(kinds(["app"])).toEqual(["pool", "pool", "echo/e1", "echo/e2"]);
  });

  it("leave out a pool of which the filter leaves nobody", () => {
    expect(kinds([], "e1")).toEqual(["pool", "echo/e1"]);
  });

  it("say in a line of its own that a pool has nobody", () => {
    const [pool] = pools;
    if (!pool) throw new Error("no pool");
    const view = { filter: noFilter, sort: null, folded: new Set<string>() };
    expect(tableRows([{ ...pool, servers: [] }], view).map(({ kind }) => kind)).toEqual([
      "pool",
      "empty",
    ]);
  });
});
