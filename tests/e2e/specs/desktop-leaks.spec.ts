// What comes and goes leaves no listener and no memory behind in main: pages that crash, reload and close, windows, and connections
// by the thousand. That no subscription is left is counted in tests/unit/electron/main/leaks.test.ts.
import { randomUUID } from "node:crypto";
import { closeChannel, frameChannel } from "../../../electron/channel.ts";
import { expect, test } from "../fixtures.ts";
import type { StandInHost } from "../hosts/stand-in.ts";

/** Growth that a collection has not got to yet; a leak of one listener per connection is many times that. */
const toleratedBytes = 6 * 1_048_576;
const topics = ["snapshot.changed", "series.changed", "events.changed", "requests.changed"];

test("a crash, reloads, ten windows and a thousand connections leave nothing in main @stand-in", async ({
  standIn,
  console,
}) => {
  test.setTimeout(180_000);
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  // Once through everything, so that what is made once is made.
  await comeAndGo(standIn, 2, 100);
  const before = await restingHoldings(standIn);

  await comeAndGo(standIn, 10, 1_000);
  const after = await restingHoldings(standIn);

  expect(after.listeners).toEqual(before.listeners);
  expect(after.heapUsedBytes - before.heapUsedBytes).toBeLessThan(toleratedBytes);
});

async function comeAndGo(standIn: StandInHost, windows: number, connections: number) {
  await standIn.crashPage();
  await isBack(standIn);
  await standIn.page().reload();
  await isBack(standIn);
  for (let count = 0; count < connections; count++) {
    const session = randomUUID();
    const say = (frame: object) => standIn.sendSilently({}, frameChannel, session, frame);
    void say({ kind: "hello", contract: 1 });
    for (const [id, topic] of topics.entries()) void say({ kind: "subscribe", id, topic });
    // Every other one leaves without a word, as a page does that is loaded again: the next one takes its place.
    if (count % 2 === 0) void standIn.sendSilently({}, closeChannel, session);
    if (count % 50 === 49) await say({ kind: "unsubscribe", id: 0 });
  }
  await standIn.sendSilently({}, frameChannel, randomUUID(), { kind: "hello", contract: 1 });
  for (let count = 0; count < windows; count++) {
    await standIn.closeWindow();
    if ((await standIn.told("dialog.showMessageBox")).length === 0) {
      await expect.poll(() => standIn.told("dialog.showMessageBox")).toHaveLength(1);
    }
    if ((await standIn.windowCount()) > 0) {
      await standIn.answerDialog({ response: 0, checkboxChecked: true });
    }
    await expect.poll(() => standIn.windowCount()).toBe(0);
    await standIn.clickTray("Show Window");
    await isBack(standIn);
  }
}

async function isBack(standIn: StandInHost): Promise<void> {
  await expect
    .poll(
      async () => {
        const banner = standIn.page().getByRole("banner");
        return (await banner.textContent({ timeout: 500 }).catch(() => "")) ?? "";
      },
      { timeout: 15_000 },
    )
    .toContain("3 of 3 up");
}

/** Without any window, so that only what stays for ever is there. */
async function restingHoldings(standIn: StandInHost) {
  await standIn.closeWindow();
  await expect.poll(() => standIn.windowCount()).toBe(0);
  const holdings = await standIn.holdings();
  await standIn.clickTray("Show Window");
  await isBack(standIn);
  return holdings;
}
