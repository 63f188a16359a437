// The region on the right that shows what is selected. Escape or its cross closes it.
import { X } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { IconButton } from "../components/ui/button.tsx";
import { Skeleton } from "../components/ui/notice.tsx";
import type { Text } from "../i18n/catalogue-types.ts";
import { useText } from "../i18n/use-text.ts";
import { type Selection, select, selectionStore } from "../state/selection-store.ts";
import { writing } from "./use-shortcuts.ts";

const Inspector = lazy(async () => {
  const module = await import("../features/inspector/inspector.tsx");
  return { default: module.Inspector };
});

export function InspectorDock() {
  const t = useText("shell");
  const selection = useStore(selectionStore, (state) => state.selection);
  useEffect(() => {
    if (!selection) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      // A dialog, a menu or a text that is being written takes Escape for itself.
      const isWriting = event.target instanceof Element && event.target.closest(writing) !== null;
      if (!isWriting && !document.querySelector(".popup")) select(null);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [selection]);
  if (!selection) return null;
  return (
    <aside className="inspector-dock" aria-label={t("inspector")}>
      <header className="inspector-dock-header">
        <span className="inspector-dock-kind">{kindOf(selection, t)}</span>
        <IconButton
          label={t("closeInspector")}
          size="small"
          icon={<X />}
          onClick={() => select(null)}
        />
      </header>
      <Suspense fallback={<Skeleton height={120} />}>
        <Inspector selection={selection} />
      </Suspense>
    </aside>
  );
}

function kindOf(selection: Selection, t: Text<"shell">): string {
  if (selection.kind === "server") return t("serverInPool", { pool: selection.pool });
  return t(selection.kind);
}
