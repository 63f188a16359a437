// What the desktop remembers, kept in memory only.
import type { DesktopState, StateFile } from "../../electron/main/state-file.ts";

export function memoryState(changes: Partial<DesktopState> = {}): StateFile {
  let now: DesktopState = {
    version: 1,
    window: null,
    recent: [],
    whenClosed: "ask",
    hasNotifications: false,
    language: null,
    ...changes,
  };
  return {
    get now() {
      return now;
    },
    update(further) {
      now = { ...now, ...further };
    },
    flush: async () => {},
  };
}
