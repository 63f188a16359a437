// Numbers as people read them, at the edges where the unit or the number of digits changes.
import { describe, expect, it } from "vitest";
import {
  formatAgo,
  formatBytes,
  formatMilliseconds,
  formatPercent,
  formatRate,
  formatSpan,
  plural,
} from "../../../../renderer/lib/format.ts";

describe("formatting numbers", () => {
  it("shows three digits of a latency and changes the unit at a second and a minute", () => {
    expect(
      [0.004, 0.94, 3.14, 41.66, 42, 840.4, 999.4, 999.6, 1_240, 126_000, null].map((value) =>
        formatMilliseconds(value),
      ),
    ).toEqual([
      "0 ms",
      "0.94 ms",
      "3.14 ms",
      "41.7 ms",
      "42 ms",
      "840 ms",
      "999 ms",
      "1 s",
      "1.24 s",
      "2.1 min",
      "–",
    ]);
  });

  it("keeps a decimal only for slow rates and groups digits", () => {
    expect([0, 0.4, 9.96, 199.6, 12_345, 120_000].map(formatRate)).toEqual([
      "0 req/s",
      "0.4 req/s",
      "10.0 req/s",
      "200 req/s",
      "12\u202f345 req/s",
      "120k req/s",
    ]);
  });

  it("never rounds a few errors down to none", () => {
    expect([0, 0.0004, 0.0012, 0.5, 1].map(formatPercent)).toEqual([
      "0%",
      "<0.1%",
      "0.1%",
      "50%",
      "100%",
    ]);
  });

  it("counts bytes in binary units", () => {
    expect([0, 1_023, 1_536, 20 * 1_048_576].map(formatBytes)).toEqual([
      "0 B",
      "1023 B",
      "1.5 KiB",
      "20 MiB",
    ]);
  });

  it("names spans and moments with two units at most", () => {
    expect([-5, 42_900, 60_000, 185_000, 7_800_000, 400_000_000].map(formatSpan)).toEqual([
      "0 s",
      "42 s",
      "1 min",
      "3 min 5 s",
      "2 h 10 min",
      "4 d",
    ]);
    expect(
      [0, 12_000, 200_000].map((elapsed) => formatAgo(1_000_000 - elapsed, 1_000_000)),
    ).toEqual(["just now", "12 s ago", "3 min ago"]);
    expect([plural(1, "server"), plural(3, "server")]).toEqual(["1 server", "3 servers"]);
  });
});
