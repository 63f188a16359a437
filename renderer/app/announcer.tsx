// Says changes of servers to screen readers, and to the system's notifications while the window is hidden and they are wanted.
import { useEffect, useState } from "react";
import { textOf } from "../i18n/i18n.ts";
import { type Change, createAnnouncer } from "../state/announcements.ts";
import { preferencesStore } from "../state/preferences-store.ts";
import { snapshotStore } from "../state/snapshot-store.ts";

export function Announcer() {
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    const announcer = createAnnouncer((said, changes) => {
      setSentence(said);
      if (document.hidden && changes.some(isDown)) notify(said);
    });
    const see = ({ snapshot } = snapshotStore.getState()) => {
      if (snapshot) announcer.see(snapshot);
    };
    see();
    const unsubscribe = snapshotStore.subscribe(see);
    return () => {
      unsubscribe();
      announcer.stop();
    };
  }, []);
  return (
    <p className="visually-hidden" role="status" data-announcer>
      {sentence}
    </p>
  );
}

const isDown = ({ state }: Change): boolean => state === "down" || state === "ejected";

function notify(sentence: string): void {
  if (!preferencesStore.getState().hasNotifications) return;
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  // One that stands is replaced: a flapping server must not fill the screen.
  new Notification(textOf("shell")("notificationTitle"), { body: sentence, tag: "servers" });
}
