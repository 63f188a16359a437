// The size of an element, told again when it changes: an inspector opens, a window is resized.
import { type RefObject, useEffect, useState } from "react";
import type { Room } from "./grid-shape.ts";

export function useRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = target;
      setRoom((known) =>
        known?.width === width && known.height === height ? known : { width, height },
      );
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return room;
}
