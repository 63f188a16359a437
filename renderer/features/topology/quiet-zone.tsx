// Keeps what happens in a card's own controls from the canvas: no drag, no pan, no selection, and no keys of theirs.
// React events of menus and dialogs climb here too, wherever they are drawn.
import type { ReactNode, SyntheticEvent } from "react";

const stop = (event: SyntheticEvent) => event.stopPropagation();

export function QuietZone({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it takes nothing itself, it only ends the way of events.
    <div className="quiet-zone nodrag nopan nokey" onClick={stop} onKeyDown={stop}>
      {children}
    </div>
  );
}
