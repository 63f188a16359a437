// The console from the keyboard: pages, palette, the sheet of shortcuts, undo; and its languages.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "../fixtures.ts";

test.describe("the keyboard", () => {
  // Keys pressed while the page still loads go nowhere, for a person as for a test.
  test.beforeEach(async ({ console, page }) => {
    await expect(console.button("Start traffic")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Topology" })).toBeVisible();
  });

  test("goes to pages, starts traffic and shows its shortcuts", async ({ console, page }) => {
    await page.keyboard.press("2");
    await expect(page.getByRole("heading", { level: 1, name: "Servers" })).toBeVisible();
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox", { name: "Filter servers" })).toBeFocused();
    // What is written is written, not run.
    await page.keyboard.type("1n");
    await expect(page.getByRole("heading", { level: 1, name: "Servers" })).toBeVisible();
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.getByRole("searchbox", { name: "Filter servers" }).fill("");
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("Space");
    await expect(console.button("Stop traffic")).toBeVisible();
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await expect(sheet).toContainText("Add server");
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
  });

  test("finds a server in the palette, drains it, and takes it back", async ({ host, page }) => {
    await page.keyboard.press("ControlOrMeta+k");
    const field = page.getByRole("combobox", { name: "Commands" });
    await field.fill("drain s2");
    await page.keyboard.press("Enter");
    const intent = async () => (await host.snapshot()).pools[0]?.servers[1]?.intent;
    await expect.poll(intent).toBe("drain");
    await expect(field).toBeHidden();
    await page.keyboard.press("ControlOrMeta+z");
    await expect.poll(intent).toBe("ready");
  });

  test("changes the language at once, and keeps it", async ({ console, page }) => {
    await console.open("Settings");
    await page.getByLabel("Language", { exact: true }).selectOption({ label: "Deutsch" });
    await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await page.reload();
    await expect(page.getByRole("link", { name: "Ereignisse" })).toBeVisible();
    await page.getByLabel("Sprache", { exact: true }).selectOption({ label: "English" });
    await expect(page.getByRole("link", { name: "Events" })).toBeVisible();
  });
});

test.describe("the first start", () => {
  test.use({ isFirstStart: true });

  test("offers a tour that is walked by keys and remembered @web", async ({ page, console }) => {
    await console.button("Take the tour Six stops, a minute.").click();
    const card = page.getByRole("dialog");
    await expect(card).toContainText("1 of 6");
    await page.keyboard.press("ArrowRight");
    await expect(card).toContainText("Traffic on real sockets");
    for (let stop = 3; stop <= 6; stop += 1) {
      await page.keyboard.press("ArrowRight");
      await expect(card).toContainText(`${stop} of 6`);
    }
    await card.getByRole("button", { name: "Done" }).click();
    await expect(card).toBeHidden();
    await page.reload();
    await console.open("Topology");
    await expect(page.getByRole("button", { name: /Take the tour/ })).toBeHidden();
  });

  test("puts one address in front of local ports @web", async ({ page, console, host }) => {
    const development = createServer().listen(0, "127.0.0.1");
    await once(development, "listening");
    await console
      .button("Balance my local ports Puts one address in front of what runs on this machine.")
      .click();
    const form = page.getByRole("dialog");
    const { port } = development.address() as AddressInfo;
    // Found and ticked; the others are typed.
    await form.getByRole("checkbox", { name: String(port) }).check();
    const others = form.getByLabel("Other ports", { exact: true });
    await others.fill("3000 nonsense");
    await expect(form).toContainText("nonsense is not a port");
    await expect(form.getByRole("button", { name: "Balance them" })).toBeDisabled();
    await others.fill("3000");
    await form.getByRole("button", { name: "Balance them" }).click();
    await expect(form).toBeHidden();
    await expect
      .poll(async () =>
        (await host.snapshot()).pools.map(({ id, servers }) => [id, servers.length]),
      )
      .toContainEqual(["local", 2]);
    await expect
      .poll(() => host.configText())
      .toContain("# the comment that must survive every edit");
    development.close();
  });
});
