// The list of events, drawn only where it is in sight: a thousand events cost as much as twenty. Heights are measured, because
// reasons, days and gaps make rows of different height.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import type { ListedEvent } from "./event-groups.ts";
import { EventItem } from "./event-item.tsx";

const likelyHeight = 54;

export function Timeline({ listed }: { readonly listed: readonly ListedEvent[] }) {
  const t = useText("events");
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: listed.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => listed[index]?.event.seq ?? index,
    estimateSize: () => likelyHeight,
    overscan: 8,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <div ref={scroller} className="event-scroller" tabIndex={0}>
      <ol
        className="event-list"
        aria-label={t("title")}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const item = listed[index];
          return (
            item && (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                aria-setsize={listed.length}
                aria-posinset={index + 1}
                className={classNames("event", item.isMinuteFirst && index > 0 && "event-minute")}
                style={{ translate: `0 ${start}px` }}
              >
                <EventItem item={item} />
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}
