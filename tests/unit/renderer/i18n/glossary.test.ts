// The console's glossary says what docs/glossary.md says: the same words, meanings, and names in nginx and HAProxy.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { en } from "../../../../renderer/i18n/en/index.ts";
import { glossaryNames, glossaryTerms } from "../../../../renderer/lib/glossary.ts";

const page = readFileSync(new URL("../../../../docs/glossary.md", import.meta.url), "utf8");
const documented = page
  .split("\n")
  .flatMap((line) => {
    const cells = /^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$/.exec(line)?.slice(1);
    return cells ? [cells.map((cell) => cell.replaceAll("`", "").trim())] : [];
  })
  .filter(([word]) => word !== "word" && word !== "---");

describe("the glossary", () => {
  it("says in the console what the documentation says; a new word belongs in en/glossary.ts, de/glossary.ts and lib/glossary.ts", () => {
    const told = glossaryNames.map((name) => {
      const { word, means } = en.glossary.term[name];
      const { nginx, haproxy } = glossaryTerms[name];
      return [word, means, nginx ?? "–", haproxy ?? "–"];
    });
    expect(documented.length).toBeGreaterThan(20);
    expect(told).toEqual(documented);
  });
});
