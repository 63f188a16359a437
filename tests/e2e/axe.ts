// What axe finds in one place of the console, in each of its three looks.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** High contrast is what the system asks for; the console follows it. Nothing is in transition while it is looked at. */
const looks = {
  light: { colorScheme: "light", contrast: "no-preference", reducedMotion: "reduce" },
  dark: { colorScheme: "dark", contrast: "no-preference", reducedMotion: "reduce" },
  "high contrast": { colorScheme: "light", contrast: "more", reducedMotion: "reduce" },
} as const;

/** What depends on colours. Everything else is the same in each look, and is asked in the first one only. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];

/** Serious and critical findings, each with its place and look. */
export async function seriousFindings(page: Page, place: string): Promise<string[]> {
  const found: string[] = [];
  for (const [look, media] of Object.entries(looks)) {
    await page.emulateMedia(media);
    // One page without frames, of which only what is wrong is asked.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
    if (look !== "light") axe.withRules(rulesOfColour);
    const { violations } = await axe.analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      const elements = nodes.map(({ html }) => html.slice(0, 160)).join(" | ");
      found.push(`${place} in ${look}: ${id}: ${elements}`);
    }
  }
  return found;
}
