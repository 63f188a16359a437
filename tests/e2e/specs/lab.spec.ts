// The lab in a browser: a fault that heals by itself, a scenario that leaves nothing behind, and a demo as `npm run demos` plays it.
import { AxeBuilder } from "@axe-core/playwright";
import { showCaption } from "../../demos/caption.ts";
import { expect, test } from "../fixtures.ts";
import { LabPart } from "../pages/lab-part.ts";

test("a fault strikes, counts down and heals", async ({ console, host, page }) => {
  const lab = new LabPart(page);
  const errors = async () => (await host.snapshot()).pools[0]?.servers[0]?.errors ?? 0;
  await console.open("Lab");
  await page.getByLabel("Faults for").first().selectOption("5s");
  await console.button("Start traffic").click();
  await lab.fault("sim1", "Resets").click();
  await expect(lab.fault("sim1", "Resets")).toHaveAttribute("aria-pressed", "true");
  await expect.poll(errors, { timeout: 10_000 }).toBeGreaterThan(0);
  await expect(lab.fault("sim1", "Resets")).toHaveAttribute("aria-pressed", "false", {
    timeout: 10_000,
  });
  await expect.poll(() => host.configText()).not.toContain("reset");
});

test("a demo: a scenario plays with captions, and the configuration is as it was", async ({
  host,
  page,
  console,
}, testInfo) => {
  const before = await host.configText();
  const lab = new LabPart(page);
  await console.open("Lab");
  await lab.openScenarios();
  await lab.play("Uneven servers");
  await lab.untilStep("uneven-turns");
  await showCaption(page, "Every third request waits.");
  await expect(page.getByRole("note")).toHaveText("Every third request waits.");
  await expect(page.getByRole("img", { name: /^Latency over 24 s.*p99 \d/ })).toBeVisible();
  await expect.poll(() => host.configText()).toContain("lab-uneven");
  const { violations } = await new AxeBuilder({ page }).exclude("#demo-caption").analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath("scenario.png") });
  await lab.stop("Uneven servers");
  await expect.poll(() => host.configText()).toBe(before);
});

test("two algorithms are compared on arrivals of their own", async ({ host, page, console }) => {
  const lab = new LabPart(page);
  await console.open("Lab");
  await lab.openComparison();
  await lab.compare("random", "peak-ewma");
  await expect(page.getByText(/^p99 so far: random/)).toBeVisible({ timeout: 15_000 });
  const pools = (await host.snapshot()).pools.map(({ id, algorithm }) => `${id} ${algorithm}`);
  expect(pools).toEqual(expect.arrayContaining(["lab-left random", "lab-right peak-ewma"]));
  await page.goBack();
  await expect(page.getByText("Playing: Side by side")).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect.poll(async () => (await host.snapshot()).pools.length).toBe(1);
});
