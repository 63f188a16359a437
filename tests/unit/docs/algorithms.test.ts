// The page of the algorithms says what they do today. `npm run docs` writes it anew.
import { expect, it } from "vitest";
import { algorithmsPage } from "./algorithms-page.ts";

it("the reference page algorithms.md is what the algorithms do", async () => {
  await expect(algorithmsPage()).toMatchFileSnapshot("../../../docs/reference/algorithms.md");
});
