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

test("closing the window quits in the same way", async ({ desktop, held }) => {
  const answer = fetch(`http://${desktop.listener("web")}/`).then((response) => response.text());
  await held.held(1);
  const page = desktop.page();
  await desktop.closeWindow();
  await expect.poll(() => page.isClosed()).toBe(true);
  expect(await isRunning(desktop.exitCode)).toBe(true);

  held.release();
  expect(await answer).toBe("done");
  expect(await desktop.exitCode).toBe(0);
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
