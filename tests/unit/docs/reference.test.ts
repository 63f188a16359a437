// The reference pages say exactly what the contract's tables say. `npm run docs` writes them anew.
import { describe, expect, it } from "vitest";
import { manPage } from "../../../headless/man-page.ts";
import { apiPage, configurationPage, errorsPage } from "./reference-pages.ts";

describe("the reference page", () => {
  it.each([
    ["errors.md", errorsPage],
    ["api.md", apiPage],
    ["configuration.md", configurationPage],
  ])("%s is what the contract says", async (file, page) => {
    await expect(page()).toMatchFileSnapshot(`../../../docs/reference/${file}`);
  });
});

describe("the man page", () => {
  it("says exactly what --help says", async () => {
    await expect(manPage()).toMatchFileSnapshot("../../../docs/man/evenkeel.1");
  });
});
