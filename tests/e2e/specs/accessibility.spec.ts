// No serious finding of axe on any page and on what lies over it, in light, dark and high contrast.
import { lookNames, looks, seriousFindings } from "../axe.ts";
import { expect, test } from "../fixtures.ts";
import { pageNames } from "../pages/console-page.ts";

for (const look of lookNames) {
  test(`no serious accessibility finding in ${look}`, async ({ console, page }) => {
    test.slow();
    await page.emulateMedia(looks[look]);
    await console.button("Start traffic").click();
    for (const name of pageNames) {
      await console.open(name);
      expect(await seriousFindings(page, name)).toEqual([]);
    }
    await page.getByRole("heading", { level: 1 }).click();
    for (const keys of ["ControlOrMeta+k", "?", "n"]) {
      await page.keyboard.press(keys);
      await expect(page.getByRole("dialog")).toBeVisible();
      expect(await seriousFindings(page, keys)).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    }
  });
}
