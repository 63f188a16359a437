// The lab's scenarios, comparison and faults as a person meets them.
import { expect, type Locator, type Page } from "@playwright/test";
import {
  type ScenarioStepId,
  scenarioSteps,
} from "../../../balancer-core/contract/scenario-texts.ts";

const stepWithinMs = 60_000;

export class LabPart {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async openScenarios(): Promise<void> {
    await this.openTab("Scenarios");
  }

  async openComparison(): Promise<void> {
    await this.openTab("Side by side");
  }

  async play(title: string): Promise<void> {
    await this.page.getByRole("button", { name: new RegExp(`^Play( again)?: ${title}$`) }).click();
    await expect(this.run(title)).toBeVisible();
  }

  async compare(left: string, right: string): Promise<void> {
    await this.page.getByLabel("Left", { exact: true }).selectOption(left);
    await this.page.getByLabel("Right", { exact: true }).selectOption(right);
    await this.page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(this.run("Side by side")).toBeVisible();
  }

  /** The panel of a scenario that plays or has played. */
  run(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  /** Waits until a step of the scenario that plays has begun; one that is over has begun too. */
  async untilStep(step: ScenarioStepId): Promise<void> {
    const wanted = this.page.getByRole("listitem").filter({ hasText: scenarioSteps[step] });
    await expect
      .poll(() => wanted.first().evaluate(hasBegun), { timeout: stepWithinMs })
      .toBe(true);
  }

  /** Waits for the end of a scenario and returns what was measured, in sentences. */
  async findings(title: string, withinMs: number): Promise<string[]> {
    const found = this.run(title).getByRole("region", { name: "What was measured" });
    await expect(found).toBeVisible({ timeout: withinMs });
    return found.getByRole("listitem").allTextContents();
  }

  async stop(title: string): Promise<void> {
    await this.run(title).getByRole("button", { name: "Stop" }).click();
    await expect(this.run(title).getByRole("status")).toContainText("as it was before");
  }

  /** A fault's switch on the card of a simulated server; its name begins with this word whether it is on or off. */
  fault(server: string, word: string): Locator {
    return this.page
      .getByRole("region", { name: server, exact: true })
      .getByRole("button", { name: new RegExp(`^${word}`) });
  }

  private async openTab(name: string): Promise<void> {
    const onPage = this.page.getByRole("heading", { level: 1, name: "Lab" });
    if (!(await onPage.isVisible())) {
      await this.page
        .getByRole("navigation")
        .getByRole("link", { name: "Lab", exact: true })
        .click();
    }
    await this.page.getByRole("tab", { name, exact: true }).click();
  }
}

/** Whether the present step is this one or one below it; none is when all are over. */
function hasBegun(step: Element): boolean {
  const steps = [...(step.parentElement?.children ?? [])];
  const now = steps.findIndex((one) => one.getAttribute("aria-current") === "step");
  return now === -1
    ? steps.every((one) => !one.classList.contains("scenario-step-later"))
    : steps.indexOf(step) <= now;
}
