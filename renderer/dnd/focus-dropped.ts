// Puts the focus on what was dropped, as soon as the picture has it: the snapshot that shows it comes a moment later.
import type { Dropped } from "./drop.ts";

const withinMs = 2_500;

export function focusDropped({ pool, server }: Dropped): void {
  const id = server === null ? `pool:${pool}` : `server:${pool}/${server}`;
  const until = performance.now() + withinMs;
  const look = () => {
    const node = document.querySelector<HTMLElement>(
      `.react-flow__node[data-id="${CSS.escape(id)}"]`,
    );
    // A person who went on meanwhile is not called back.
    const isFree = document.activeElement === document.body || isGrip(document.activeElement);
    if (node && isFree) node.focus();
    else if (isFree && performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const isGrip = (element: Element | null): boolean => element?.hasAttribute("data-grip") === true;
