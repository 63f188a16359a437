// How this person likes the console. Kept in this browser; a browser that keeps nothing still works.
import { createStore } from "zustand/vanilla";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export interface PreferencesState {
  readonly theme: Theme;
}

const storageKey = "evenkeel.preferences";

function load(): PreferencesState {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "null");
    const theme = (stored as { theme?: unknown } | null)?.theme;
    return { theme: themes.find((known) => known === theme) ?? "system" };
  } catch {
    return { theme: "system" };
  }
}

export const preferencesStore = createStore<PreferencesState>(load);

export function setTheme(theme: Theme): void {
  preferencesStore.setState({ theme });
  try {
    localStorage.setItem(storageKey, JSON.stringify({ theme }));
  } catch {
    // Storage is full or forbidden: the choice lasts as long as the window.
  }
}

/** Writes the theme where styles/tokens.css looks for it, now and at each change. `system` leaves it to the media query. */
export function applyTheme(root: HTMLElement): () => void {
  const apply = ({ theme }: PreferencesState) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  apply(preferencesStore.getState());
  return preferencesStore.subscribe(apply);
}
