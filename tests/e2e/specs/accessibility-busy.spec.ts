// No serious finding of axe on a busy balancer with servers in every state: every page, picked servers, inspector, a request, the lab.
import { lookNames, looks, seriousFindings } from "../axe.ts";
import { expect, test } from "../fixtures.ts";
import { gallery } from "../gallery.ts";
import { pageNames } from "../pages/console-page.ts";

test.use({ configuration: ({ browserName: _ }, use) => use(gallery) });

for (const look of lookNames) {
  test(`no serious finding on a busy balancer in ${look}`, async ({ console, page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia(looks[look]);
    const check = async (place: string) => expect(await seriousFindings(page, place)).toEqual([]);
    await console.button("Start traffic").click();
    for (const name of pageNames) {
      await console.open(name);
      await check(name);
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
}
