// The one instance of i18next: both catalogues bundled, so that no text is ever waited for. Components use use-text.ts;
// code without hooks (actions, formatting) uses textOf, which reads the language at the time of the call.
import { createInstance, type i18n as I18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { groupDigits, setDigitLanguage } from "../lib/digits.ts";
import type { Namespace, Text } from "./catalogue-types.ts";
import { de } from "./de/index.ts";
import { en } from "./en/index.ts";

export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

export const i18n: I18n = createInstance();

void i18n
  .use(initReactI18next)
  .use({
    type: "formatter",
    format: (value: unknown) => (typeof value === "number" ? groupDigits(value) : String(value)),
    add: () => {},
    addCached: () => {},
    init: () => {},
  })
  .init({
    resources: { en, de },
    lng: "en",
    fallbackLng: "en",
    ns: Object.keys(en),
    defaultNS: "common",
    initAsync: false,
    interpolation: {
      // React escapes what it draws.
      escapeValue: false,
      alwaysFormat: true,
      // SECURITY: values hold ids and reasons from outside; with the usual prefix one could name another text to be put in.
      nestingPrefix: "\u0000(",
    },
    react: { useSuspense: false },
  });

/** Changes every text and every number at once. */
export function setLanguage(language: Language): void {
  setDigitLanguage(language);
  void i18n.changeLanguage(language);
}

/** The system's language where there is a catalogue for it, else English. */
export function systemLanguage(preferred: readonly string[] = navigator.languages): Language {
  for (const tag of preferred) {
    const known = languages.find((language) => tag.toLowerCase().split("-")[0] === language);
    if (known) return known;
  }
  return "en";
}

/** Texts of a namespace for code without hooks. Keep no result: it is in the language of that moment. */
export function textOf<N extends Namespace>(namespace: N): Text<N> {
  const translate = (key: string, values?: Record<string, string | number>): string => {
    if (values !== undefined) return i18n.t(key, { ns: namespace, ...values });
    const known = plainTexts.get(`${namespace}:${key}`);
    if (known !== undefined) return known;
    const text = i18n.t(key, { ns: namespace });
    plainTexts.set(`${namespace}:${key}`, text);
    return text;
  };
  return translate as Text<N>;
}

/** Units and states are asked for thousands of times a second; as many entries as the catalogue has texts. */
const plainTexts = new Map<string, string>();
i18n.on("languageChanged", () => plainTexts.clear());
