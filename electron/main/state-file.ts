// What the desktop remembers between starts: window, recent workspaces, and what the person chose. One small file, written
// atomically; a field that cannot be read falls back alone, and a file that cannot be written is told once and not missed.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { writeAtomically } from "../../balancer-core/index.ts";

export const mostRecent = 10;

const whole = z.number().int();
const stateSchema = z.object({
  version: z.literal(1).catch(1),
  window: z
    .object({ x: whole, y: whole, width: whole, height: whole, isMaximized: z.boolean() })
    .nullable()
    .catch(null),
  /** Absolute paths, latest first. */
  recent: z.array(z.string()).max(mostRecent).catch([]),
  /** What becomes of the balancer when the window is closed. */
  whenClosed: z.enum(["ask", "run", "quit"]).catch("ask"),
  hasNotifications: z.boolean().catch(false),
  /** Null: the system's. */
  language: z.enum(["en", "de"]).nullable().catch(null),
});

export type DesktopState = Readonly<z.output<typeof stateSchema>>;
export type WindowPlace = NonNullable<DesktopState["window"]>;

export interface StateFile {
  readonly now: DesktopState;
  update(changes: Partial<Omit<DesktopState, "version">>): void;
  /** Resolves when everything is on the disk, or cannot be. */
  flush(): Promise<void>;
}

export function openStateFile(file: string): StateFile {
  let now = read(file);
  let saved = now;
  let writing: Promise<void> | null = null;
  let hasFailed = false;

  /** Until the file says what is so now: many updates at once are one or two writes. */
  async function write(): Promise<void> {
    try {
      while (saved !== now) {
        const next = now;
        const text = `${JSON.stringify(next, null, 2)}\n`;
        await writeAtomically(file, text, { mode: 0o600, backup: false });
        saved = next;
      }
    } catch (error) {
      tellOnce(error);
    } finally {
      writing = null;
    }
  }

  function tellOnce(error: unknown): void {
    if (!hasFailed) console.error(`evenkeel: "${file}" cannot be written:`, error);
    hasFailed = true;
  }

  return {
    get now() {
      return now;
    },
    update(changes) {
      const next = { ...now, ...changes };
      if (JSON.stringify(next) === JSON.stringify(now)) return;
      now = next;
      writing ??= write();
    },
    flush: async () => void (await writing),
  };
}

function read(file: string): DesktopState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return stateSchema.parse({});
  }
}
