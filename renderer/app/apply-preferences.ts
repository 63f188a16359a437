// Writes the preferences where the styles look for them, on the root element, and tells the catalogues the language.
import { i18n, setLanguage, systemLanguage } from "../i18n/i18n.ts";
import { drawnTheme, preferencesStore } from "../state/preferences-store.ts";
import { onPreferences } from "../state/use-preferences.ts";

/** Now and at each change; returns what stops it. */
export function applyPreferences(root: HTMLElement): () => void {
  const apply = () => {
    const preferences = preferencesStore.getState();
    // `system` leaves light and dark to the media query of tokens.css, which is there before this code is.
    const theme = drawnTheme(preferences);
    setOrDelete(root, "theme", preferences.theme === "system" && theme !== "contrast" ? "" : theme);
    setOrDelete(root, "motion", preferences.motion === "system" ? "" : preferences.motion);
    setOrDelete(root, "presenting", preferences.isPresenting ? "true" : "");
    const language = preferences.language === "system" ? systemLanguage() : preferences.language;
    root.lang = language;
    if (i18n.language !== language) setLanguage(language);
  };
  apply();
  return onPreferences(apply);
}

function setOrDelete(root: HTMLElement, name: string, value: string): void {
  if (value === "") delete root.dataset[name];
  else root.dataset[name] = value;
}
