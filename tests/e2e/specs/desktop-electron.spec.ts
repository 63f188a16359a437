// What only Electron itself can prove: that the page and the preload live in worlds apart, and that the window is as it was asked.
import { expect, test } from "../fixtures.ts";

test("page and preload are worlds apart, in a sandbox @electron", async ({ console }) => {
  await expect(console.page.getByRole("banner")).toContainText("3 of 3 up");
  const found = await console.page.evaluate(() => {
    // What the page does to its own objects must not reach the preload's.
    Array.prototype.push = () => {
      throw new Error("the page's own");
    };
    const { evenkeel } = window as { evenkeel?: object };
    return {
      isFrozen: Object.isFrozen(evenkeel),
      nodes: ["require", "process", "module", "Buffer"].filter((name) => name in window),
    };
  });
  expect(found).toEqual({ isFrozen: true, nodes: [] });
  // The transport goes on working: it has an Array of its own.
  await expect.poll(() => console.requestRate()).toBeGreaterThanOrEqual(0);
});
