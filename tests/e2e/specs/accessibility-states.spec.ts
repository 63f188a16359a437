// No serious finding of axe in what a page shows now and then: drafts, histories, inspectors, forms, a page that is none, a lost
// connection, the question for the token. In light, dark and high contrast.
import { seriousFindings } from "../axe.ts";
import { expect, test } from "../fixtures.ts";

test("no serious finding in states of the pages", async ({ console, page }) => {
  test.slow();
  const check = async (place: string) => expect(await seriousFindings(page, place)).toEqual([]);

  await console.open("Configuration");
  await console.replaceConfiguration("version: 1\nlisteners: 3\npoolz: []\n");
  await expect(page.getByRole("list", { name: "Problems" })).toBeVisible();
  await check("problems");
  await console.button("Difference").click();
  await check("difference");
  await console.button("Discard").click();
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History" })).toBeVisible();
  await check("history");

  await console.open("Events");
  await page.getByRole("searchbox").fill("nothing has this word");
  await expect(page.getByText("No event matches")).toBeVisible();
  await check("no event");

  await console.open("Servers");
  await console.server("s1").getByRole("button", { name: "More actions" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await check("menu");
  await page.keyboard.press("Escape");

  for (const command of ["Balance my local ports", "Glossary", "Take the tour"]) {
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: "Commands" }).fill(command);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("combobox", { name: "Commands" })).toBeHidden();
    await expect(page.getByRole("dialog")).toBeVisible();
    await check(command);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }

  await page.evaluate(() => {
    window.location.hash = "#/nowhere";
  });
  await expect(page.getByText("There is no such page")).toBeVisible();
  await check("no page");
});

test("no serious finding without a balancer @web", async ({
  console,
  web,
  page,
  allowedErrors,
}) => {
  allowedErrors.push(/WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource/);
  await console.open("Settings");
  await web.kill();
  await expect(page.getByText(/connection to the balancer is lost/)).toBeVisible();
  expect(await seriousFindings(page, "lost")).toEqual([]);
  await web.restart();
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await expect(page.getByLabel("Token")).toBeVisible();
  expect(await seriousFindings(page, "token")).toEqual([]);
});
