// Which lines of a long table are in sight. Short tables are drawn whole, so that find-in-page and tests see everything.
import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { usePreference } from "../../state/use-preferences.ts";

/** Above this only what is in sight is drawn. */
const mostWholeRows = 100;

export interface VisibleRows {
  readonly first: number;
  readonly last: number;
  /** Height of the lines left out before and after, in pixels. */
  readonly above: number;
  readonly below: number;
  /** The height every line has; styles take it from here. */
  readonly rowHeight: number;
  readonly scrollTo: (index: number) => void;
}

export function useVisibleRows(
  count: number,
  scroller: RefObject<HTMLElement | null>,
): VisibleRows {
  const isPresenting = usePreference("isPresenting");
  const rowHeight = isPresenting ? 56 : 40;
  const isWindowed = count > mostWholeRows;
  const virtualizer = useVirtualizer({
    count,
    enabled: isWindowed,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    // The head that stays and the line that holds the buttons cover one each.
    scrollPaddingStart: 36,
    overscan: 6,
    initialRect: { width: 1_000, height: 640 },
  });
  if (!isWindowed)
    return { first: 0, last: count, above: 0, below: 0, rowHeight, scrollTo: () => undefined };
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = (items.at(-1)?.index ?? -1) + 1;
  return {
    first,
    last,
    above: first * rowHeight,
    below: (count - last) * rowHeight,
    rowHeight,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  };
}
