// The system's notifications in a browser: asked for once, when they are switched on, and shown while nobody looks. On the desktop
// the shell shows its own, by the same preference; the page then shows none, so that nothing is told twice.
import { textOf } from "../i18n/i18n.ts";
import { navigate } from "../lib/hash-route.ts";
import type { Change } from "../state/announcements.ts";
import { preferencesStore } from "../state/preferences-store.ts";
import { select } from "../state/selection-store.ts";
import { hostKind } from "../transport/choose-transport.ts";

/** Shows that a server went down, if that is wanted, allowed and not seen anyway. */
export function notifyOfChanges(sentence: string, changes: readonly Change[]): void {
  const down = changes.find(({ state }) => state === "down" || state === "ejected");
  if (!down || !document.hidden || hostKind() === "desktop") return;
  if (!preferencesStore.getState().hasNotifications) return;
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    // One that stands is replaced, also another tab's: a flapping server must not fill the screen.
    const shown = new Notification(textOf("shell")("notificationTitle"), {
      body: sentence,
      tag: "evenkeel.servers",
    });
    shown.onclick = () => {
      window.focus();
      navigate("servers");
      select({ kind: "server", pool: down.pool, server: down.server });
      shown.close();
    };
  } catch {
    // Some phones' browsers have the name but want a service worker, which the console has no other use for.
  }
}
