// Preferences in components, already resolved against what the system asks for, and followed when the system changes.
import { useSyncExternalStore } from "react";
import { useStore } from "zustand";
import {
  drawnMotion,
  drawnTheme,
  type Preferences,
  preferencesStore,
} from "./preferences-store.ts";

const systemQueries = [
  "(prefers-color-scheme: dark)",
  "(prefers-contrast: more)",
  "(prefers-reduced-motion: reduce)",
];

/** Calls back when a preference or a wish of the system changes. */
export function onPreferences(changed: () => void): () => void {
  const queries = systemQueries.map((query) => window.matchMedia?.(query));
  for (const query of queries) query?.addEventListener("change", changed);
  const unsubscribe = preferencesStore.subscribe(changed);
  return () => {
    for (const query of queries) query?.removeEventListener("change", changed);
    unsubscribe();
  };
}

export function usePreference<Key extends keyof Preferences>(key: Key): Preferences[Key] {
  return useStore(preferencesStore, (state) => state[key]);
}

/** `reduced`: say it in numbers instead of moving it. */
export function useMotion(): "full" | "reduced" {
  return useSyncExternalStore(onPreferences, () => drawnMotion());
}

/** The theme that is drawn. Canvases read their colours again when it changes. */
export function useDrawnTheme(): "light" | "dark" | "contrast" {
  return useSyncExternalStore(onPreferences, () => drawnTheme(preferencesStore.getState()));
}
