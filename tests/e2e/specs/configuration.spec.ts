// The YAML editor shows problems at their lines, previews what Apply would do, and applies it.
import { expect, test } from "../fixtures.ts";

test.describe("the configuration page", () => {
  test("shows a problem with its line and changes nothing", async ({ console, host, page }) => {
    const before = await host.configText();
    await console.open("Configuration");
    await console.replaceConfiguration(before.replace("interval: 250ms", "interval: soon"));
    const line = before.split("\n").findIndex((text) => text.includes("interval: 250ms")) + 1;
    await expect(page.getByRole("main")).toContainText(new RegExp(`${line}:\\d+`));
    await expect(page.getByRole("main")).toContainText("expected a duration");
    await expect(page.getByRole("button", { name: "Apply" })).toBeDisabled();
    expect(await host.configText()).toBe(before);
  });

  test("previews and applies a change", async ({ console, host, page }) => {
    const before = await host.configText();
    await console.open("Configuration");
    await console.replaceConfiguration(before.replace("type: round-robin", "type: random"));
    await expect(page.getByRole("main")).toContainText("round-robin → random");
    await page.getByRole("button", { name: "Apply" }).click();
    await expect.poll(async () => (await host.snapshot()).pools[0]?.algorithm).toBe("random");
    await expect.poll(() => host.configText()).toContain("type: random");
    await expect
      .poll(() => host.configText())
      .toContain("# the comment that must survive every edit");
  });

  test("suggests what fits, and brings an earlier revision back", async ({
    console,
    host,
    page,
  }) => {
    const before = await host.configText();
    await console.open("Configuration");
    await console.replaceConfiguration(before.replace("type: round-robin", "type: random"));
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("\nmet");
    await expect(page.getByRole("option", { name: "metrics" })).toBeVisible();
    await page.keyboard.press("Escape");
    for (let letter = 0; letter < 4; letter += 1) await page.keyboard.press("Backspace");
    await expect(page.getByRole("main")).toContainText("Impact");
    await page.keyboard.press("ControlOrMeta+s");
    const algorithm = async () => (await host.snapshot()).pools[0]?.algorithm;
    await expect.poll(algorithm).toBe("random");

    await page.getByRole("tab", { name: "History" }).click();
    await page
      .getByRole("list", { name: "History" })
      .getByRole("button", { name: /Compare revision/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("round-robin");
    await dialog.getByRole("button", { name: /^Restore revision/ }).click();
    await expect.poll(algorithm).toBe("round-robin");
    await expect(dialog).toBeHidden();
  });
});
