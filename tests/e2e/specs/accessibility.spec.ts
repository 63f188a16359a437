// No serious finding of axe on any page, in light and dark.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "../fixtures.ts";
import { pageNames } from "../pages/console-page.ts";

for (const theme of ["light", "dark"] as const) {
  test(`no serious accessibility finding in ${theme}`, async ({ console, page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await console.button("Start traffic").click();
    for (const name of pageNames) {
      await console.open(name);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(
        ({ impact }) => impact === "serious" || impact === "critical",
      );
      const said = serious.map(
        ({ id, nodes }) =>
          `${name}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
      );
      expect(said).toEqual([]);
    }
  });
}
