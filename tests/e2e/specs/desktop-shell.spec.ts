// What the desktop shell gives a person: one live window, a menu with the console's own commands, its language.
import { expect, test } from "../fixtures.ts";

test("boots into the console with live data over IPC", async ({ console, desktop, page }) => {
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  await console.button("Start traffic").click();
  await expect.poll(() => console.requestRate()).toBeGreaterThan(20);
  expect(
    await page.evaluate(() => performance.getEntriesByType("resource").length),
  ).toBeGreaterThan(0);
  expect((await desktop.window()).isShown).toBe(true);
});

test("the menu has the console's commands, runs them, and speaks its language", async ({
  console,
  desktop,
  page,
}) => {
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  await expect.poll(() => desktop.menu()).toContain("  Lab");
  await desktop.clickMenu("Lab");
  await expect(page.getByRole("heading", { level: 1, name: "Lab" })).toBeVisible();
  await desktop.clickMenu("Start traffic");
  await expect.poll(() => console.requestRate()).toBeGreaterThan(20);

  await desktop.clickMenu("Settings");
  await page.getByRole("combobox", { name: "Language" }).selectOption("de");
  await expect.poll(() => desktop.menu()).toContain("&Datei");
  await expect.poll(() => desktop.menu()).toContain("  Einstellungen");
});

test("a second start brings the first window forward and ends @stand-in", async ({ standIn }) => {
  await standIn.minimizeWindow();
  const { focused } = await standIn.window();
  expect(await standIn.startAgain()).toBe(0);
  await expect
    .poll(() => standIn.window())
    .toMatchObject({ isMinimized: false, focused: focused + 1 });
});

test("the menu opens the workspace's folder", async ({ desktop }) => {
  await desktop.clickMenu("Open Workspace Folder");
  await expect.poll(() => desktop.told("shell.openPath")).toHaveLength(1);
});

test("the window opens where it was left, and never out of sight @stand-in", async ({
  standIn,
}) => {
  await standIn.moveWindow({ x: 300, y: 200, width: 1_100, height: 700 });
  await standIn.quit();
  await standIn.restart();
  const { options } = await standIn.window();
  expect(options).toMatchObject({ x: 300, y: 200, width: 1_100, height: 700 });

  await standIn.moveWindow({ x: 5_000, y: 200, width: 1_100, height: 700 });
  await standIn.quit();
  await standIn.restart();
  const rescued = (await standIn.window()).options;
  expect(rescued).toMatchObject({ width: 1_100, height: 700 });
  expect(rescued).not.toHaveProperty("x");
});

test("settings show how the process in the window's own shell is doing", async ({
  console,
  desktop,
}) => {
  await console.open("Settings");
  await expect(console.page.getByRole("main")).toContainText(/p99/);
  await expect(console.page.getByRole("main")).toContainText(
    new RegExp(process.platform === "win32" ? "win32" : process.platform),
  );
  expect((await desktop.window()).isShown).toBe(true);
});
