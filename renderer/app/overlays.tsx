// Draws the one thing that lies over the page. What is opened rarely comes in its own chunk.
import { lazy, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { AddServerDialog } from "../components/server/add-server-dialog.tsx";
import { EditServerDialog } from "../components/server/edit-server-dialog.tsx";
import { toastNotifier } from "../components/ui/toaster.tsx";
import { useText } from "../i18n/use-text.ts";
import { closeOverlay, type Overlay, overlayStore } from "../state/overlay-store.ts";
import { selectServer, snapshotStore } from "../state/snapshot-store.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { GlossarySheet } from "./glossary-sheet.tsx";
import { ShortcutSheet } from "./shortcut-sheet.tsx";

const loadPalette = () => import("./palette.tsx");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));

const LocalPortsDialog = lazy(async () => {
  const module = await import("./local-ports-dialog.tsx");
  return { default: module.LocalPortsDialog };
});

const AddTrafficDialog = lazy(async () => {
  const module = await import("../features/lab/add-traffic-dialog.tsx");
  return { default: module.AddTrafficDialog };
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
    const handle = window.setTimeout(() => {
      // Without a connection it cannot be had; it is asked for again when it is opened.
      loadPalette().catch(() => {});
    }, preloadAfterMs);
    return () => window.clearTimeout(handle);
  }, []);
  if (!overlay) return null;
  return (
    <ErrorBoundary
      key={overlay.kind}
      fallback={(error) => <BrokenOverlay message={error.message} />}
    >
      <Suspense>
        <Drawn overlay={overlay} />
      </Suspense>
    </ErrorBoundary>
  );
}

function Drawn({ overlay }: { readonly overlay: Overlay }) {
  switch (overlay.kind) {
    case "palette":
      return <CommandPalette />;
    case "shortcuts":
      return <ShortcutSheet />;
    case "glossary":
      return <GlossarySheet />;
    case "add-server":
      return <AddServerDialog pool={overlay.pool} onClose={closeOverlay} />;
    case "add-traffic":
      return <AddTrafficDialog onClose={closeOverlay} />;
    case "edit-server":
      return <EditOverlay {...overlay} />;
    case "local-ports":
      return <LocalPortsDialog />;
    case "tour":
      return <Tour />;
  }
}

/** Told and put away: what lies over the page must not take it down, nor hold the keyboard. */
function BrokenOverlay({ message }: { readonly message: string }) {
  const t = useText("shell");
  useEffect(() => {
    toastNotifier.failure(t("brokenOverlay"), message);
    closeOverlay();
  }, [message, t]);
  return null;
}

/** The form holds the server as it was when it was opened. */
function EditOverlay({
  pool,
  server: id,
  isForWeight = false,
}: Extract<Overlay, { readonly kind: "edit-server" }>) {
  const server = useStore(snapshotStore, selectServer(pool, id));
  if (!server) return null;
  return (
    <EditServerDialog
      pool={pool}
      server={server}
      isForWeight={isForWeight}
      onClose={closeOverlay}
    />
  );
}
