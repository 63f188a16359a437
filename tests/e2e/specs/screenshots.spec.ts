// A picture of each page in light and dark at both sizes, as artefacts in out/screenshots; the README shows two of them.
import { join, resolve } from "node:path";
import { expect, test } from "../fixtures.ts";
import { pageNames } from "../pages/console-page.ts";

const folder = resolve(import.meta.dirname, "../../../out/screenshots");
const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
];

for (const theme of ["light", "dark"] as const) {
  test(`pictures of every page in ${theme}`, async ({ console, page, host }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await console.button("Start traffic").click();
    // Charts are worth a picture only with something on them.
    await expect
      .poll(async () => (await host.snapshot()).pools[0]?.servers[0]?.totalRequests ?? 0, {
        timeout: 20_000,
      })
      .toBeGreaterThan(150);
    const take = async (name: string, width: number) => {
      const path = join(folder, `${name}-${theme}-${width}.png`);
      const picture = await page.screenshot({ path, animations: "disabled" });
      expect(picture.byteLength).toBeGreaterThan(10_000);
    };
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const name of pageNames) {
        await console.open(name);
        await take(name.toLowerCase(), size.width);
      }
      await console.open("Servers");
      await console.server("s2").getByRole("rowheader").click();
      const inspector = page.getByRole("complementary", { name: "Inspector" });
      await expect(inspector).toContainText("p95");
      await take("inspector", size.width);
      await page.keyboard.press("Escape");
      await expect(inspector).toBeHidden();
    }
  });
}
