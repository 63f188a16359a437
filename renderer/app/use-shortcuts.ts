// Listens for the keys of commands. Single keys rest while text is written, while something lies over the page, and where the
// person turned them off; Space belongs to the control that has the focus.
import { useEffect } from "react";
import { isShortcut, isTypedKey } from "../lib/shortcut.ts";
import { findByKeys } from "../state/commands.ts";
import { overlayStore } from "../state/overlay-store.ts";
import { preferencesStore } from "../state/preferences-store.ts";

/** Where text is written, as a selector. */
export const writing =
  'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable="true"]';
const controls = `${writing}, a, button, input, summary, [role="button"], [tabindex]`;

export function useShortcuts(): void {
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const focused = event.target instanceof Element ? event.target : null;
  const isWriting = focused?.closest(writing) != null;
  const command = findByKeys(
    (shortcut) => isShortcut(event, shortcut) && isAllowed(shortcut, focused, isWriting),
  );
  if (!command || (isWriting && command.isForTyping !== true)) return;
  // A dialog or menu has the keyboard for itself, also while it is still coming.
  if (overlayStore.getState().overlay !== null || document.querySelector(".popup")) return;
  event.preventDefault();
  if (!event.repeat) command.run();
}

function isAllowed(shortcut: string, focused: Element | null, isWriting: boolean): boolean {
  if (!isTypedKey(shortcut)) return true;
  if (isWriting || !preferencesStore.getState().hasSingleKeys) return false;
  return shortcut !== "space" || focused?.closest(controls) == null;
}
