// The table as a file: read back by a reader written from RFC 4180, and never a formula.
import { describe, expect, it } from "vitest";
import type { ServerEntry } from "../../../../renderer/features/servers/server-columns.ts";
import { chosenColumns } from "../../../../renderer/features/servers/server-columns.ts";
import { noFilter } from "../../../../renderer/features/servers/server-order.ts";
import { csvOf } from "../../../../renderer/features/servers/servers-csv.ts";
import { entriesIn, tableRows } from "../../../../renderer/features/servers/table-rows.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const { pools } = createFixtureWorld().snapshot();
const entries = entriesIn(tableRows(pools, { filter: noFilter, sort: null, folded: new Set() }));
const [first] = entries as [ServerEntry];

/** Fields of each record; quoted ones may hold commas, line ends and doubled quotes. */
function readCsv(text: string): string[][] {
  return text
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
    );
}

const withReason = (reason: string) =>
  readCsv(csvOf([{ ...first, server: { ...first.server, reason } }], chosenColumns([])))[1]?.at(-1);

describe("the table as comma-separated values", () => {
  it("has the shown columns under names that never change, and a line for each server", () => {
    const records = readCsv(csvOf(entries, chosenColumns(["p95", "answers", "bytesOut", "trend"])));
    expect(records[0]).toEqual("pool,id,state,p95,1xx,2xx,3xx,4xx,5xx,bytesOut,reason".split(","));
    expect(records).toHaveLength(entries.length + 1);
    expect(records[3]?.slice(0, 4)).toEqual(["app", "s3", "down", ""]);
    expect(records[3]?.slice(5, 7)).toEqual(["47903", "211"]);
  });

  it.each(["a, b", 'said "no"', "two\r\nlines", "plain"])("keeps %j whole", (reason) => {
    expect(withReason(reason)).toBe(reason);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://x","y")'])(
    "makes %j a text, not a formula",
    (reason) => {
      expect(withReason(reason)).toBe(`'${reason}`);
    },
  );
});
