// Keeps the draft up to date while the page is shown: reloads when the revision moves or the connection returns, and checks
// the text a moment after the last key.
import { useEffect } from "react";
import { useStore } from "zustand";
import { configStore } from "../../state/config-store.ts";
import { connectionStore } from "../../state/connection-store.ts";
import { useClient } from "../../state/console-context.tsx";
import type { Draft } from "./draft.ts";
import { checkText, draftStore, loadRunning } from "./draft-store.ts";

const checkDelayMs = 400;

export function useDraft(): Draft {
  const client = useClient();
  const draft = useStore(draftStore);
  const revision = useStore(configStore, (state) => state.revision);
  const isOpen = useStore(connectionStore, ({ status }) => status.state === "open");
  const { text, isApplying, base } = draft;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to load again.
  useEffect(() => {
    // While ours is being applied its own revision arrives; it is loaded afterwards.
    if (isOpen && !draftStore.getState().isApplying) void loadRunning(client);
  }, [client, revision, isOpen]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text or another base is the reason to check again.
  useEffect(() => {
    if (!isOpen || isApplying) return;
    const handle = window.setTimeout(() => void checkText(client), checkDelayMs);
    return () => window.clearTimeout(handle);
  }, [client, text, base, isOpen, isApplying]);

  return draft;
}
