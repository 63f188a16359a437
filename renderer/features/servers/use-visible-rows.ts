// Which rows of a long table are in sight. Short tables are drawn whole, so that find-in-page and tests see everything.
import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";

/** Above this a table scrolls in its own window and draws only what is in sight. */
const mostWholeRows = 200;
/** The height the styles give every row. */
export const rowHeight = 48;

export interface VisibleRows {
  readonly isWindowed: boolean;
  readonly first: number;
  readonly last: number;
  /** Height of the rows left out before and after, in pixels. */
  readonly above: number;
  readonly below: number;
}

export function useVisibleRows(
  count: number,
  scroller: RefObject<HTMLElement | null>,
): VisibleRows {
  const isWindowed = count > mostWholeRows;
  const virtualizer = useVirtualizer({
    count,
    enabled: isWindowed,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    overscan: 8,
  });
  if (!isWindowed) return { isWindowed, first: 0, last: count, above: 0, below: 0 };
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = (items.at(-1)?.index ?? -1) + 1;
  return {
    isWindowed,
    first,
    last,
    above: first * rowHeight,
    below: (count - last) * rowHeight,
  };
}
