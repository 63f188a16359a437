// Where a person dragged things to. Kept in this browser; a browser that keeps nothing forgets it with the window.
import { z } from "zod";

export interface Place {
  readonly x: number;
  readonly y: number;
}

export type MovedNodes = Readonly<Record<string, Place>>;

const storageKey = "evenkeel.topology";
/** Bound on what is kept: entries of things long gone make room for newer ones. */
const mostRemembered = 500;
const placesSchema = z.record(z.string(), z.object({ x: z.number(), y: z.number() }));

export function loadMovedNodes(): MovedNodes {
  try {
    const stored = placesSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? "{}"));
    return stored.success ? stored.data : {};
  } catch {
    return {};
  }
}

export function saveMovedNodes(moved: MovedNodes): void {
  try {
    const kept = Object.fromEntries(Object.entries(moved).slice(-mostRemembered));
    localStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // Storage is full or forbidden: places last as long as the window.
  }
}
