// Draws the one thing that lies over the page. What is opened rarely comes in its own chunk.
import { lazy, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { AddServerDialog } from "../components/server/add-server-dialog.tsx";
import { EditServerDialog } from "../components/server/edit-server-dialog.tsx";
import { closeOverlay, overlayStore } from "../state/overlay-store.ts";
import { selectServer, snapshotStore } from "../state/snapshot-store.ts";
import { GlossarySheet } from "./glossary-sheet.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

const loadPalette = () => import("./palette.tsx");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));

const LocalPortsDialog = lazy(async () => {
  const module = await import("./local-ports-dialog.tsx");
  return { default: module.LocalPortsDialog };
});

const Tour = lazy(async () => {
  const module = await import("./tour.tsx");
  return { default: module.Tour };
});

/** The page comes first. */
const preloadAfterMs = 1_500;

export function Overlays() {
  const overlay = useStore(overlayStore, (state) => state.overlay);
  // Who opens the palette types at once: it is there before it is asked for.
  useEffect(() => {
    const handle = window.setTimeout(() => void loadPalette(), preloadAfterMs);
    return () => window.clearTimeout(handle);
  }, []);
  if (!overlay) return null;
  switch (overlay.kind) {
    case "palette":
      return (
        <Suspense>
          <CommandPalette />
        </Suspense>
      );
    case "shortcuts":
      return <ShortcutSheet />;
    case "glossary":
      return <GlossarySheet />;
    case "add-server":
      return <AddServerDialog pool={overlay.pool} onClose={closeOverlay} />;
    case "edit-server":
      return <EditOverlay pool={overlay.pool} server={overlay.server} />;
    case "local-ports":
      return (
        <Suspense>
          <LocalPortsDialog />
        </Suspense>
      );
    case "tour":
      return (
        <Suspense>
          <Tour />
        </Suspense>
      );
  }
}

/** The form holds the server as it was when it was opened. */
function EditOverlay({ pool, server: id }: { readonly pool: string; readonly server: string }) {
  const server = useStore(snapshotStore, selectServer(pool, id));
  return server ? <EditServerDialog pool={pool} server={server} onClose={closeOverlay} /> : null;
}
