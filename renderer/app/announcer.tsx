// Says changes of servers to screen readers, and to the system's notifications while the window is hidden and they are wanted.
import { useEffect, useState } from "react";
import { createAnnouncer } from "../state/announcements.ts";
import { snapshotStore } from "../state/snapshot-store.ts";
import { notifyOfChanges } from "./notifications.ts";

export function Announcer() {
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    const announcer = createAnnouncer((said, changes) => {
      setSentence(said);
      notifyOfChanges(said, changes);
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
