// What axe finds on a page, and the three looks it is asked in.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** High contrast is what the system asks for; the console follows it. */
export const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  contrast: { contrast: "more" },
} as const;

export const lookNames = ["light", "dark", "contrast"] as const;

export async function seriousFindings(page: Page, place: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${place}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    );
}
