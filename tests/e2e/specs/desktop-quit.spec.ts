// Leaving the desktop console: requests in flight are finished first, whoever asks twice does not wait.
import { test as base, expect } from "../fixtures.ts";
import { type HeldServer, startHeldServer } from "../held-server.ts";

const test = base.extend<{ held: HeldServer }>({
  held: async ({ browserName: _ }, use) => {
    const held = await startHeldServer();
    await use(held);
    await held.close();
  },
  configuration: async ({ held }, use) => use(held.configuration),
});

test("quitting lets a request in flight finish, takes no new one, and ends with 0", async ({
  desktop,
  held,
}) => {
  const address = `http://${desktop.listener("web")}/`;
  const answer = fetch(address).then((response) => response.text());
  await held.held(1);
  await desktop.quit();
  await expect.poll(() => isRefused(address)).toBe(true);
  expect(await isRunning(desktop.exitCode)).toBe(true);

  held.release();
  expect(await answer).toBe("done");
  expect(await desktop.exitCode).toBe(0);
});

test("closing the window asks once, and quits in the same way when told to", async ({
  desktop,
  held,
}) => {
  const answer = fetch(`http://${desktop.listener("web")}/`).then((response) => response.text());
  await held.held(1);
  const page = desktop.page();
  await desktop.closeWindow();
  await expect.poll(() => desktop.told("dialog.showMessageBox")).toHaveLength(1);
  expect(page.isClosed()).toBe(false);
  await desktop.answerDialog({ response: 1, checkboxChecked: false });
  const banner = page.getByRole("paragraph").filter({ hasText: "Finishing what is in flight" });
  await expect(banner).toContainText("1 left");

  // Closing it now leaves the rest to the tray; it does not cut what is being finished.
  await desktop.closeWindow();
  await expect.poll(() => page.isClosed()).toBe(true);
  expect(await isRunning(desktop.exitCode)).toBe(true);

  held.release();
  expect(await answer).toBe("done");
  expect(await desktop.exitCode).toBe(0);
});

test("the window and the tray say how much is left, and the window offers not to wait @stand-in", async ({
  standIn,
  held,
}) => {
  const answer = fetch(`http://${standIn.listener("web")}/`).then(
    () => "answered",
    () => "cut",
  );
  await held.held(1);
  await standIn.quit();
  const page = standIn.page();
  const banner = page.getByRole("paragraph").filter({ hasText: "Finishing what is in flight" });
  await expect(banner).toContainText(/before quitting\. 1 left, \d+ s at most\./);
  await expect.poll(async () => (await standIn.tray())?.tooltip).toMatch(/1 in flight, \d+ s/);
  expect((await standIn.tray())?.menu).toContain("Quit Now");
  expect((await standIn.window()).progress).toBeGreaterThanOrEqual(0);

  await page.getByRole("button", { name: "Quit now" }).click();
  expect(await standIn.exitCode).toBe(1);
  expect(await answer).toBe("cut");
});

test("quitting a second time does not wait", async ({ desktop, held }) => {
  const answer = fetch(`http://${desktop.listener("web")}/`).then(
    () => "answered",
    () => "cut",
  );
  await held.held(1);
  await desktop.quit();
  expect(await isRunning(desktop.exitCode)).toBe(true);
  await desktop.quit().catch(() => {});
  expect(await desktop.exitCode).toBe(1);
  expect(await answer).toBe("cut");
});

/** Whether the listener is closed already. A request that still gets in would hang, so it only connects for a moment. */
async function isRefused(address: string): Promise<boolean> {
  try {
    await fetch(address, { signal: AbortSignal.timeout(300) });
    return false;
  } catch (error) {
    return error instanceof TypeError;
  }
}

function isRunning(exitCode: Promise<number | null>): Promise<boolean> {
  const moment = new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 300));
  return Promise.race([moment, exitCode.then(() => false)]);
}
