// No serious finding of axe on a busy balancer with servers in every state: every page and what lies over it, picked servers,
// inspector, a request, the lab.
import { seriousFindings } from "../axe.ts";
import { expect, test } from "../fixtures.ts";
import { gallery } from "../gallery.ts";
import { pageNames } from "../pages/console-page.ts";

test.use({ configuration: ({ browserName: _ }, use) => use(gallery) });

test("no serious finding on a busy balancer", async ({ console, page }) => {
  test.setTimeout(180_000);
  const check = async (place: string) => expect(await seriousFindings(page, place)).toEqual([]);
  await console.button("Start traffic").click();
  for (const name of pageNames) {
    await console.open(name);
    await check(name);
  }
  for (const keys of ["ControlOrMeta+k", "?", "n"]) {
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press(keys);
    await expect(page.getByRole("dialog")).toBeVisible();
    await check(keys);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  await console.open("Servers");
  await page.getByRole("checkbox", { name: "Select all", exact: true }).click();
  await console.button("Columns").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await check("picked servers and their columns");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await console.server("s2").getByRole("rowheader").click();
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(inspector).toContainText("p95");
  await check("inspector");
  await console.open("Traffic");
  await page.getByRole("row").nth(3).click();
  await expect(page.getByRole("button", { name: "Copy as curl" })).toBeVisible();
  await check("request");
  await console.open("Lab");
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await check(`Lab, ${await tab.textContent()}`);
  }
});
