// The desktop without its window: listeners that keep running, the tray that tells and acts, notifications that bring back.
import { expect, test } from "../fixtures.ts";

test("keeps running with the window closed when told to, and comes back by the tray @stand-in", async ({
  console,
  standIn,
}) => {
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  await standIn.closeWindow();
  await standIn.answerDialog({ response: 0, checkboxChecked: true });
  await expect.poll(() => standIn.windowCount()).toBe(0);
  expect((await fetch(`http://${standIn.listener("web")}/hello`)).status).toBe(200);

  await standIn.clickTray("Show Window");
  await expect.poll(() => standIn.windowCount()).toBe(1);
  await expect.poll(() => standIn.page() !== console.page, { timeout: 15_000 }).toBe(true);
  await expect(standIn.page().getByRole("banner")).toContainText("3 of 3 up");

  // Remembered: no second question.
  await standIn.closeWindow();
  await expect.poll(() => standIn.windowCount()).toBe(0);
  expect(await standIn.told("dialog.showMessageBox")).toHaveLength(1);
  expect(await standIn.menu()).toContain("  Keep Running When Closed");
  await standIn.clickTray("Quit");
  expect(await standIn.exitCode).toBe(0);
});

test("a second start brings the window back @stand-in", async ({ standIn }) => {
  await standIn.closeWindow();
  await standIn.answerDialog({ response: 0, checkboxChecked: false });
  await expect.poll(() => standIn.windowCount()).toBe(0);
  expect(await standIn.startAgain()).toBe(0);
  await expect.poll(() => standIn.windowCount()).toBe(1);
});

test("the tray tells how many are up, starts and stops traffic, and opens the log's folder @stand-in", async ({
  standIn,
}) => {
  const tooltip = async () => (await standIn.tray())?.tooltip;
  const menu = async () => (await standIn.tray())?.menu;
  await expect.poll(tooltip).toBe("Evenkeel: 3 of 3 up");
  const sent = async () => (await standIn.snapshot()).listeners[0]?.totalRequests ?? 0;

  await standIn.clickTray("Start Traffic");
  await expect.poll(sent).toBeGreaterThan(10);
  await expect.poll(menu).toContain("Stop Traffic");
  await standIn.clickTray("Stop Traffic");
  await expect.poll(menu).toContain("Start Traffic");

  await standIn.clickTray("Open Log Folder");
  await expect
    .poll(async () => (await standIn.told("shell.openPath")).map(({ args }) => args[0]))
    .toEqual([standIn.directory]);
});

test("a server that goes down is told while nobody looks, and a click shows it @stand-in", async ({
  console,
  standIn,
}) => {
  await console.open("Settings");
  await console.page.getByRole("switch", { name: "Notifications" }).click();
  await console.open("Lab");
  await standIn.setFocus(false);
  await console.simulated("sim2").getByRole("button", { name: "Crash" }).click();
  await expect.poll(async () => (await standIn.tray())?.tooltip).toBe("Evenkeel: 2 of 3 up");
  const shown = async () => (await standIn.told("Notification.show")).map(({ args }) => args[0]);
  await expect
    .poll(shown)
    .toMatchObject([{ title: "s2 is down", body: expect.stringContaining("ECONNREFUSED") }]);

  await standIn.clickNotification("s2 is down");
  await expect(console.page).toHaveURL(/#\/servers\/app\/s2$/);
});

test("nothing is told that nobody wanted, or that is seen on the page @stand-in", async ({
  console,
  standIn,
}) => {
  await console.open("Lab");
  await standIn.setFocus(false);
  await console.simulated("sim1").getByRole("button", { name: "Crash" }).click();
  await expect.poll(async () => (await standIn.tray())?.tooltip).toBe("Evenkeel: 2 of 3 up");
  await console.open("Settings");
  await console.page.getByRole("switch", { name: "Notifications" }).click();
  await standIn.setFocus(true);
  await console.open("Lab");
  await console.simulated("sim2").getByRole("button", { name: "Crash" }).click();
  await expect.poll(async () => (await standIn.tray())?.tooltip).toBe("Evenkeel: 1 of 3 up");
  // Longer than what one cause takes down is gathered for.
  await console.page.waitForTimeout(2_500);
  expect(await standIn.told("Notification.show")).toEqual([]);
});

test("a hidden window gets about one snapshot a second, a seen one four @stand-in", async ({
  console,
  standIn,
}) => {
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  const within = async (ms: number) => {
    const before = standIn.batches();
    await console.page.waitForTimeout(ms);
    return standIn.batches() - before;
  };
  // Without traffic, a second has four snapshots and one message of seconds.
  expect(await within(4_000)).toBeGreaterThan(12);
  await standIn.minimizeWindow();
  await console.page.waitForTimeout(1_000);
  expect(await within(4_000)).toBeLessThan(11);
});
