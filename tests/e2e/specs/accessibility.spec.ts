// No serious finding of axe on any page and on what lies over it, in light, dark and high contrast.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { pageNames } from "../pages/console-page.ts";

/** High contrast is what the system asks for; the console follows it. */
const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  contrast: { contrast: "more" },
} as const;

async function seriousFindings(page: Page, place: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${place}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    );
}

for (const look of ["light", "dark", "contrast"] as const) {
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
