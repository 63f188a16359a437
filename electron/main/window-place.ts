// Where the main window was and how large: remembered while it is moved, and brought back to where it can be seen.
import { type BrowserWindow, type Rectangle, screen } from "electron";
import type { StateFile, WindowPlace } from "./state-file.ts";

export const smallest = { width: 960, height: 600 };
const usual = { width: 1_280, height: 800 };
/** So much of the title bar must be in reach of a pointer. */
const reachablePx = 120;
const titleBarPx = 40;

/** Size and place for a new window; without a place where the old one cannot be reached any more. */
export function placeFor(
  saved: WindowPlace | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> {
  if (saved === null) return usual;
  const area = workAreas.find((candidate) => isReachable(saved, candidate));
  if (area === undefined) {
    const [first] = workAreas;
    return first === undefined ? usual : fitting(saved, first);
  }
  return { x: saved.x, y: saved.y, ...fitting(saved, area) };
}

function fitting({ width, height }: WindowPlace, area: Rectangle) {
  return {
    width: Math.max(smallest.width, Math.min(width, area.width)),
    height: Math.max(smallest.height, Math.min(height, area.height)),
  };
}

/** Whether enough of the title bar lies in the area to take hold of it. */
function isReachable({ x, y, width }: WindowPlace, area: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= reachablePx && y >= area.y && y + titleBarPx <= area.y + area.height;
}

export const workAreas = (): Rectangle[] => screen.getAllDisplays().map(({ workArea }) => workArea);

export function rememberPlace(window: BrowserWindow, state: StateFile): void {
  if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
  // Of a maximised window, this is what it goes back to.
  const { x, y, width, height } = window.getNormalBounds();
  state.update({ window: { x, y, width, height, isMaximized: window.isMaximized() } });
}

export function keepPlace(window: BrowserWindow, state: StateFile): void {
  const remember = () => rememberPlace(window, state);
  window.on("close", remember);
  window.on("maximize", remember);
  window.on("unmaximize", remember);
  // Once a person lets go. Linux has neither, so there the window is also looked at when it loses the focus.
  window.on("resized", remember);
  window.on("moved", remember);
  window.on("blur", remember);
}
