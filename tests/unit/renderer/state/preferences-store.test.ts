// @vitest-environment jsdom
// Preferences: kept, read back field by field, and drawn from the system's wishes where nothing was chosen.
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  drawnMotion,
  drawnTheme,
  parsePreferences,
  preferencesStore,
  setPreferences,
} from "../../../../renderer/state/preferences-store.ts";

const wishes = (...queries: string[]) =>
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: queries.includes(query) }));

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe("preferences", () => {
  it("fall back field by field where a record is of another time", () => {
    expect(parsePreferences({ theme: "dark", motion: "wild", unknown: 1 })).toEqual({
      ...parsePreferences(null),
      theme: "dark",
    });
    expect(parsePreferences("nonsense").theme).toBe("system");
  });

  it("are kept as one versioned record", () => {
    setPreferences({ theme: "contrast", language: "de" });
    const kept: unknown = JSON.parse(localStorage.getItem("evenkeel.preferences") ?? "null");
    expect(kept).toMatchObject({ version: 1, theme: "contrast", language: "de" });
    expect(parsePreferences(kept)).toEqual(preferencesStore.getState());
  });

  it("last as long as the window where nothing can be kept", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new Error("quota");
    });
    setPreferences({ isPresenting: true });
    expect(preferencesStore.getState().isPresenting).toBe(true);
    vi.restoreAllMocks();
  });

  it("follow the system until something is chosen", () => {
    wishes("(prefers-contrast: more)", "(prefers-reduced-motion: reduce)");
    expect(drawnTheme({ theme: "system" })).toBe("contrast");
    expect(drawnTheme({ theme: "light" })).toBe("light");
    expect(drawnMotion({ motion: "system" })).toBe("reduced");
    expect(drawnMotion({ motion: "full" })).toBe("full");
    wishes("(prefers-color-scheme: dark)");
    expect(drawnTheme({ theme: "system" })).toBe("dark");
    expect(drawnMotion({ motion: "system" })).toBe("full");
  });
});
