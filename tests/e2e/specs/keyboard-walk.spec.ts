// Each page from the keyboard alone: Tab comes to navigation, header and page in this order, what has the focus is in sight and
// shows it, nothing holds the focus, and Escape gives it back. And the keys that act on one server.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { pageNames } from "../pages/console-page.ts";

type Region = "navigation" | "header" | "page" | "outside";

interface Stop {
  readonly name: string;
  readonly region: Region;
  readonly isInSight: boolean;
  readonly showsFocus: boolean;
}

/** More than any page of the workbench has; a page that needs more has lost its order. */
const mostStops = 90;

/** Presses Tab from the top until the focus leaves the page. */
async function walk(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    // Where Tab begins after a blur is up to the browser, unless a selection says it.
    getSelection()?.collapse(document.body, 0);
  });
  while (stops.length < mostStops) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeFocus);
    if (stop === null) return stops;
    stops.push(stop);
    // The editor of the configuration takes Tab to indent, and gives it back after Escape, as its foot says.
    if (stop.name.startsWith("cm-content")) await page.keyboard.press("Escape");
  }
  return stops;
}

function describeFocus(): Stop | null {
  const focused = document.activeElement;
  if (!(focused instanceof Element) || focused === document.body) return null;
  const { width, height, top, left } = focused.getBoundingClientRect();
  const hasRing = (element: Element | null): boolean => {
    if (element === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (
      (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== "none"
    );
  };
  // The editor colours its frame instead, as fields do in many systems.
  const isFramed = (element: Element | null): boolean => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "var(--focus)";
    const { color } = getComputedStyle(probe);
    probe.remove();
    return element !== null && getComputedStyle(element).borderTopColor === color;
  };
  const region = focused.closest("nav")
    ? "navigation"
    : focused.closest("main, aside")
      ? "page"
      : focused.closest("header")
        ? "header"
        : "outside";
  const words = focused.getAttribute("aria-label") ?? focused.textContent ?? "";
  return {
    name: `${focused.getAttribute("class") ?? focused.tagName} ${words.slice(0, 40)}`,
    region,
    isInSight:
      width > 0 && height > 0 && top < innerHeight && left < innerWidth && top + height > 0,
    showsFocus: hasRing(focused) || isFramed(focused.closest(".configuration-editor")),
  };
}

test.describe("the keyboard", () => {
  test.beforeEach(async ({ console, page }) => {
    await expect(console.button("Start traffic")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Topology" })).toBeVisible();
    await expect(console.node("s1")).toBeVisible();
  });

  test("walks through every page in order, in sight and with a ring", async ({ console, page }) => {
    test.slow();
    for (const name of pageNames) {
      await console.open(name);
      const stops = await walk(page);
      const hidden = stops.filter(({ isInSight }) => !isInSight);
      const unmarked = stops.filter(({ showsFocus }) => !showsFocus);
      expect({ name, hidden, unmarked }).toEqual({ name, hidden: [], unmarked: [] });
      expect(stops.length, `${name} holds the focus`).toBeLessThan(mostStops);
      const order = stops
        .map(({ region }) => region)
        .filter((region, index, all) => region !== "outside" && region !== all[index - 1]);
      expect({ name, order }).toEqual({ name, order: ["navigation", "header", "page"] });
    }
  });

  test("leaves what lies over the page by Escape, to where it was", async ({ page }) => {
    const link = page.getByRole("navigation").getByRole("link", { name: "Events" });
    await link.focus();
    for (const keys of ["?", "ControlOrMeta+k", "n"]) {
      await page.keyboard.press(keys);
      await expect(page.getByRole("dialog")).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
      await expect(link).toBeFocused();
    }
  });

  test("drains, returns, weighs and crashes the server in focus, and no other", async ({
    console,
    host,
    page,
  }) => {
    const intents = async () =>
      (await host.snapshot()).pools[0]?.servers.map(({ intent }) => intent).join();
    const card = page.locator(".react-flow__node").filter({ has: page.getByText("s2") });
    await card.last().focus();
    // What a key does depends on what the console knows: the next is pressed when the card shows the last.
    for (const [key, shown, intent] of [
      ["d", /drained/i, "ready,drain,ready"],
      ["r", /up/i, "ready,ready,ready"],
      ["m", /maintenance/i, "ready,maintenance,ready"],
      ["r", /up/i, "ready,ready,ready"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(console.node("s2")).toContainText(shown);
      expect(await intents()).toBe(intent);
    }

    await page.keyboard.press("w");
    const form = page.getByRole("dialog", { name: "Edit s2" });
    await expect(form.getByLabel("Weight", { exact: true })).toBeFocused();
    // What is written into the form is written, not run.
    await page.keyboard.type("d");
    await page.keyboard.press("Escape");
    await expect(form).toBeHidden();
    expect(await intents()).toBe("ready,ready,ready");

    await card.last().focus();
    await page.keyboard.press("k");
    await expect(console.node("s2")).toContainText(/down/i, { timeout: 10_000 });
  });
});
