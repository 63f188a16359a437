// Tells when somebody else changed a file, however their editor saves it: in place, by rename, in pieces or twice in a row.
import { createHash } from "node:crypto";
import { type FSWatcher, watch } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { Clock, Timer } from "../ports.ts";

/** A save is over when the folder was quiet for so long. */
const settleMs = 150;
/** Folders on network drives tell nothing, so the file is looked at anyway. */
const lookEveryMs = 2_000;

export interface FileWatch {
  /** Our own text: reading it back is not a change. Call before writing. */
  expect(text: string): void;
  close(): void;
}

export interface FileWatchOptions {
  readonly file: string;
  readonly clock: Clock;
  /** The text as last read or written. */
  readonly initialText: string;
  readonly onChange: (text: string) => void;
}

/** Watches the folder, because an editor that renames replaces the file and with it a watch on the file itself. */
export function watchFile({ file, clock, initialText, onChange }: FileWatchOptions): FileWatch {
  let known = hashOf(initialText);
  let lastSeen = "";
  let settling: Timer | undefined;
  let closed = false;

  function settle(): void {
    settling?.cancel();
    if (!closed) settling = clock.after(settleMs, () => void look());
  }

  async function look(): Promise<void> {
    const text = await readFile(file, "utf8").catch(() => undefined);
    // Gone or empty: in the middle of a save. The event or the look that follows will find the rest.
    if (closed || text === undefined || text === "") return;
    const hash = hashOf(text);
    if (hash === known) return;
    known = hash;
    onChange(text);
  }

  async function glance(): Promise<void> {
    const seen = await stat(file).catch(() => undefined);
    const mark = seen ? `${seen.mtimeMs} ${seen.size} ${seen.ino}` : "";
    if (mark !== lastSeen && lastSeen !== "") settle();
    lastSeen = mark || lastSeen;
  }

  const looking = clock.every(lookEveryMs, () => void glance());
  void glance();
  const watcher = tryWatch(dirname(file), (name) => {
    if (name === null || name === basename(file)) settle();
  });

  return {
    expect(text) {
      known = hashOf(text);
    },
    close() {
      closed = true;
      settling?.cancel();
      looking.cancel();
      watcher?.close();
    },
  };
}

/** Systems have few watches to give and folders that cannot be watched; then the looks alone must do. */
function tryWatch(folder: string, onEvent: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, (_, name) => onEvent(name));
    watcher.on("error", () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
