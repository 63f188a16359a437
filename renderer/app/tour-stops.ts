// The stops of the tour, and where the card stands beside one. Pure.
import type { Catalogue } from "../i18n/catalogue-types.ts";
import type { PagePath } from "./pages.tsx";

export interface Stop {
  /** Names its texts in the catalogue. */
  readonly name: keyof Catalogue["welcome"]["stop"];
  readonly page: PagePath;
  readonly selector: string;
}

export const tourStops = [
  { name: "status", page: "topology", selector: '[data-tour="status"]' },
  { name: "traffic", page: "topology", selector: '[data-tour="traffic"]' },
  { name: "topology", page: "topology", selector: ".topology-canvas" },
  { name: "lab", page: "lab", selector: '[data-tour="page-lab"]' },
  { name: "configuration", page: "configuration", selector: '[data-tour="page-configuration"]' },
  { name: "palette", page: "configuration", selector: '[data-tour="palette"]' },
] as const satisfies readonly Stop[];

type Box = Pick<DOMRect, "left" | "top" | "width" | "height">;
type View = { readonly innerWidth: number; readonly innerHeight: number };

const card = { width: 320, height: 190 };
const gap = 16;

/** Right of it, else below, else in its middle; always within the window. */
export function cardPlace(box: Box | null, { innerWidth, innerHeight }: View) {
  const within = (value: number, most: number) => Math.max(gap, Math.min(value, most - gap));
  const place = (left: number, top: number) => ({
    left: within(left, innerWidth - card.width),
    top: within(top, innerHeight - card.height),
  });
  if (!box) return place((innerWidth - card.width) / 2, innerHeight / 3);
  const right = box.left + box.width;
  const bottom = box.top + box.height;
  if (right + gap + card.width < innerWidth && box.height < innerHeight / 2)
    return box.top < 80 ? place(box.left, bottom + gap) : place(right + gap, box.top);
  if (bottom + gap + card.height < innerHeight) return place(right - card.width, bottom + gap);
  return place(box.left + gap * 2, bottom - card.height - gap * 2);
}

const ringGap = 4;

/** Around it with some air, and never past the window's edge, where a line would be cut off. */
export function ringPlace(box: Box, { innerWidth, innerHeight }: View) {
  const left = Math.max(0, box.left - ringGap);
  const top = Math.max(0, box.top - ringGap);
  return {
    left,
    top,
    width: Math.min(innerWidth, box.left + box.width + ringGap) - left,
    height: Math.min(innerHeight, box.top + box.height + ringGap) - top,
  };
}
