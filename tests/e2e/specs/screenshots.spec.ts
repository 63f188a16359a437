// A picture of each page in light and dark at both sizes: artefacts in out/screenshots, or the ones of the documentation when
// `npm run screenshots` asks for them, after enough traffic to fill the charts.
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { gallery } from "../gallery.ts";
import { pageNames } from "../pages/console-page.ts";

const isForDocs = process.env.npm_lifecycle_event === "screenshots";
const folder = resolve(
  import.meta.dirname,
  "../../..",
  isForDocs ? "docs/images" : "out/screenshots",
);
const leastRequests = isForDocs ? 2_500 : 150;
const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
];

// Playwright takes a function for a fixture of its own, so the value comes out of one.
test.use({ configuration: ({ browserName: _ }, use) => use(gallery) });

for (const theme of ["light", "dark"] as const) {
  test(`pictures of every page in ${theme}`, async ({ console, page, web }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await console.button("Start traffic").click();
    await web.api("/api/v1/lab/traffic/api/start", { method: "POST" });
    // Charts are worth a picture only with something on them.
    await expect
      .poll(async () => (await web.snapshot()).pools[0]?.servers[0]?.totalRequests ?? 0, {
        timeout: 120_000,
      })
      .toBeGreaterThan(leastRequests);
    const take = async (name: string, width: number) => {
      // The pointer is no part of a page.
      await page.mouse.move(0, 0);
      const picture = await webpOf(page);
      expect(picture.byteLength).toBeGreaterThan(10_000);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${name}-${theme}-${width}.webp`), picture);
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

/** Playwright writes PNG and JPEG only; these pictures are a third of a PNG, and sharper than a JPEG. */
async function webpOf(page: Page): Promise<Buffer> {
  // What was just opened has come to rest, and fonts are there.
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 90 });
  await session.detach();
  return Buffer.from(data, "base64");
}
