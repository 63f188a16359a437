// Where a person dragged things to, for each workspace its own. Kept in this browser; a browser that keeps nothing forgets it
// with the window.
import { z } from "zod";

export interface Place {
  readonly x: number;
  readonly y: number;
}

export type MovedNodes = Readonly<Record<string, Place>>;

const storageKey = "evenkeel.topology";
/** Bounds on what is kept: entries of things and workspaces long gone make room for newer ones. */
const mostRemembered = 500;
const mostWorkspaces = 20;
const placesSchema = z.record(z.string(), z.object({ x: z.number(), y: z.number() }));
const storedSchema = z.object({ workspaces: z.record(z.string(), placesSchema.catch({})) });

function load(): Readonly<Record<string, MovedNodes>> {
  try {
    const stored = storedSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? "{}"));
    return stored.success ? stored.data.workspaces : {};
  } catch {
    return {};
  }
}

/** `workspace` is any text that names it: the path of its file. */
export function loadMovedNodes(workspace: string): MovedNodes {
  const known = load();
  return Object.hasOwn(known, workspace) ? (known[workspace] ?? {}) : {};
}

export function saveMovedNodes(workspace: string, moved: MovedNodes): void {
  try {
    const others = Object.entries(load()).filter(([name]) => name !== workspace);
    const kept = Object.fromEntries(Object.entries(moved).slice(-mostRemembered));
    const workspaces = Object.fromEntries([
      ...others.slice(1 - mostWorkspaces),
      ...(Object.keys(kept).length > 0 ? [[workspace, kept] as const] : []),
    ]);
    localStorage.setItem(storageKey, JSON.stringify({ workspaces }));
  } catch {
    // Storage is full or forbidden: places last as long as the window.
  }
}
