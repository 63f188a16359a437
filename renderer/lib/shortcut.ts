// Keyboard shortcuts as text, `mod+shift+z`, `n`, `?`, `space`: whether a key press is one, and how it is written for people.
// `mod` is Command on a Mac and Control elsewhere.
import { textOf } from "../i18n/i18n.ts";

export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"
>;

export const isMac = (): boolean => /mac/i.test(globalThis.navigator?.platform ?? "");

interface Parsed {
  readonly key: string;
  readonly hasMod: boolean;
  readonly hasShift: boolean;
}

function parse(shortcut: string): Parsed {
  const parts = shortcut.split("+");
  return {
    key: parts.at(-1) ?? "",
    hasMod: parts.includes("mod"),
    hasShift: parts.includes("shift"),
  };
}

export function isShortcut(press: KeyPress, shortcut: string, onMac = isMac()): boolean {
  const { key, hasMod, hasShift } = parse(shortcut);
  // AltGr arrives as Control and Alt together: what is typed with it is text.
  if (press.altKey) return false;
  const [mod, other] = onMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (mod !== hasMod || other) return false;
  if (/^[a-z]$/.test(key)) return press.key.toLowerCase() === key && press.shiftKey === hasShift;
  // Digits need Shift on some keyboards, where the unshifted key is what a person takes for the digit.
  if (/^\d$/.test(key))
    return press.key === key || (press.code === `Digit${key}` && !press.shiftKey);
  if (key === "space") return press.key === " " && press.shiftKey === hasShift;
  // Signs such as ? and / are found by what they write, whatever it takes to write them.
  return press.key === key;
}

/** Whether it types something, so that it must not be taken where text is written. */
export const isTypedKey = (shortcut: string): boolean => !parse(shortcut).hasMod;

/** `Ctrl+Shift+Z`, or `⇧⌘Z` on a Mac. */
export function shortcutLabel(shortcut: string, onMac = isMac()): string {
  const { key, hasMod, hasShift } = parse(shortcut);
  const name = key === "space" ? textOf("common")("spaceKey") : key.toUpperCase();
  if (onMac) return `${hasShift ? "⇧" : ""}${hasMod ? "⌘" : ""}${name}`;
  return [hasMod && "Ctrl", hasShift && "Shift", name].filter(Boolean).join("+");
}
