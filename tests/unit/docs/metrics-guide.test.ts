// The guide to metrics names every series there is, and no other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectRoot, sourceFiles } from "../../support/source-files.ts";

const names = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))].sort();

it("the table of logs-and-metrics.md names the series that are written", () => {
  const guide = readFileSync(join(projectRoot, "docs/guides/logs-and-metrics.md"), "utf8");
  const table = guide.split("\n").filter((line) => line.startsWith("| `evenkeel_"));
  const sources = sourceFiles(["balancer-core"], /\.ts$/).map(({ text }) => text);
  expect(names(table.join("\n"), /`(evenkeel_\w+)`/g)).toEqual(
    names(sources.join("\n"), /"(evenkeel_\w+)"/g),
  );
});
