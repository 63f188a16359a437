// Traffic generators from the Lab page: one is added by keyboard alone and sends, and Undo leaves the file as it was; one is removed
// and comes back.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "../fixtures.ts";

test("a generator is added by keyboard, sends traffic, and goes with Undo", async ({
  console,
  host,
  page,
}, testInfo) => {
  const before = await host.configText();
  await console.open("Lab");
  await console.button("Add traffic generator").focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Add traffic generator" });
  await expect(form.getByLabel("Id", { exact: true })).toBeFocused();
  await expect(form.getByLabel("Id", { exact: true })).toHaveValue("steady-2");
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);

  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("steady");
  await page.keyboard.press("Tab");
  await expect(form.getByText("There is a generator steady already")).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("peak");
  for (const field of ["Target", "Mode", "Requests per second"]) {
    await page.keyboard.press("Tab");
    await expect(form.getByLabel(field, { exact: true })).toBeFocused();
  }
  await page.keyboard.type("0");
  await page.keyboard.press("Enter");
  await expect(form.getByText(/^From 0\.1 to/)).toBeVisible();
  expect(await host.configText()).toBe(before);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("40");
  await page.screenshot({ path: testInfo.outputPath("form.png") });
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();

  const card = page.getByRole("region", { name: "peak", exact: true });
  await expect(card.getByRole("button", { name: "Stop traffic" })).toBeVisible();
  const requests = async () =>
    (await host.snapshot()).listeners.find(({ id }) => id === "web")?.totalRequests ?? 0;
  await expect.poll(requests, { timeout: 15_000 }).toBeGreaterThan(10);
  const line = "    - { id: peak, target: web, mode: open, rate: 40 }\n";
  expect(await host.configText()).toBe(before + line);

  await page.keyboard.press("ControlOrMeta+z");
  await expect(card).toBeHidden();
  await expect.poll(() => host.configText()).toBe(before);
});

test("a closed generator is offered where there is none, from the palette too", async ({
  console,
  host,
  page,
}) => {
  await console.open("Lab");
  const before = await host.configText();
  const steady = page.getByRole("region", { name: "steady", exact: true });
  await steady.getByRole("button", { name: "Remove", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("No traffic generators")).toBeVisible();
  await expect.poll(() => host.configText()).not.toContain("traffic:");
  await expect.poll(() => host.configText()).toContain("the comment that must survive");
  // The card took the focus with it.
  await expect(console.button("Add traffic generator")).toBeFocused();
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await expect(steady).toBeVisible();
  await expect.poll(() => host.configText()).toBe(before);

  await console.open("Servers");
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Commands" }).fill("add traffic");
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "Add traffic generator" });
  await form.getByLabel("Mode", { exact: true }).selectOption("closed");
  await form.getByLabel("Requests at once", { exact: true }).fill("3");
  await form.getByLabel("Start sending at once").uncheck();
  await form.getByRole("button", { name: "Add traffic generator" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lab" })).toBeVisible();
  const card = page.getByRole("region", { name: "steady-2", exact: true });
  await expect(card.getByRole("button", { name: "Start traffic" })).toBeVisible();
  await expect
    .poll(() => host.configText())
    .toContain("- { id: steady-2, target: web, mode: closed, concurrency: 3 }");
});
