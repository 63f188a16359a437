// How this person likes the console: one versioned record, kept in this browser. A browser that keeps nothing still works, and
// a field that cannot be read falls back alone, so that a newer or damaged record never takes the others with it.
import { z } from "zod";
import { createStore } from "zustand/vanilla";

export const themes = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];
export const languageChoices = ["system", "en", "de"] as const;
export const motions = ["system", "full", "reduced"] as const;
/** What the request tap may keep, in MiB. */
export const tapBudgets = [16, 32, 64, 128, 256] as const;

const preferencesSchema = z.object({
  version: z.literal(1).catch(1),
  theme: z.enum(themes).catch("system"),
  language: z.enum(languageChoices).catch("system"),
  motion: z.enum(motions).catch("system"),
  /** Large type and fewer details, for a projector. */
  isPresenting: z.boolean().catch(false),
  tapBudgetMiB: z.literal(tapBudgets).catch(64),
  /** Whether the system may be asked to show that a server went down while the window is hidden. */
  hasNotifications: z.boolean().catch(false),
  /** Single letters, digits and Space as shortcuts; whoever dictates or presses keys by accident turns them off. */
  hasSingleKeys: z.boolean().catch(true),
  /** Columns of the servers' table by name; null for the usual ones. */
  serverColumns: z.array(z.string().max(40)).max(60).nullable().catch(null),
  isTourSeen: z.boolean().catch(false),
});

export type Preferences = Readonly<z.output<typeof preferencesSchema>>;

const storageKey = "evenkeel.preferences";

/** Reads a record of any age. */
export function parsePreferences(stored: unknown): Preferences {
  const record = typeof stored === "object" && stored !== null ? stored : {};
  return preferencesSchema.parse(record);
}

function load(): Preferences {
  try {
    return parsePreferences(JSON.parse(localStorage.getItem(storageKey) ?? "null"));
  } catch {
    return parsePreferences(null);
  }
}

export const preferencesStore = createStore<Preferences>(load);

export function setPreferences(changes: Partial<Omit<Preferences, "version">>): void {
  preferencesStore.setState(changes);
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferencesStore.getState()));
  } catch {
    // Storage is full or forbidden: the choice lasts as long as the window.
  }
}

const matches = (query: string): boolean => window.matchMedia?.(query).matches ?? false;

/** The theme that is drawn: a choice, or what the system asks for. */
export function drawnTheme({ theme }: Pick<Preferences, "theme">): Exclude<Theme, "system"> {
  if (theme !== "system") return theme;
  if (matches("(prefers-contrast: more)")) return "contrast";
  return matches("(prefers-color-scheme: dark)") ? "dark" : "light";
}

/** Whether things may move: a choice, or what the system asks for. For code without hooks; components use useMotion. */
export function drawnMotion(
  { motion }: Pick<Preferences, "motion"> = preferencesStore.getState(),
): "full" | "reduced" {
  if (motion !== "system") return motion;
  return matches("(prefers-reduced-motion: reduce)") ? "reduced" : "full";
}
