// The one registry of commands: what a person can do, what it is called, and by which keys. The palette, the sheet of
// shortcuts, hints in menus and the keyboard itself read it. The frame and the pages register what they offer.

export const commandSections = ["go", "traffic", "servers", "edit", "view", "help"] as const;
export type CommandSection = (typeof commandSections)[number];

export interface Command {
  /** Names it for good: `go.servers`, `server.drain:app/s1`. */
  readonly id: string;
  readonly section: CommandSection;
  /** Asked when it is shown, so that it is in the language of that moment. */
  readonly title: () => string;
  /** Other words it may be looked for by. */
  readonly keywords?: () => string;
  /** As lib/shortcut.ts writes them; the first is shown. */
  readonly shortcuts?: readonly string[];
  /** Also where text is being written, as far as the field does not want the key itself. */
  readonly isForTyping?: boolean;
  /** Not in the palette, because it would be of no use there. */
  readonly isOnlyKey?: boolean;
  /** Whether it has a meaning now; always where absent. */
  readonly when?: () => boolean;
  readonly run: () => void;
}

const lists = new Set<readonly Command[]>();
const sources = new Set<() => readonly Command[]>();

/** Returns what takes them away again. What was registered later wins where two want the same keys. */
export function registerCommands(commands: readonly Command[]): () => void {
  lists.add(commands);
  return () => lists.delete(commands);
}

/** Commands made when asked for: one for each server and the like. They have no shortcuts. */
export function registerCommandSource(source: () => readonly Command[]): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

const isNow = ({ when }: Command): boolean => when === undefined || when();

function registered(): Command[] {
  const byId = new Map<string, Command>();
  for (const command of [...lists].flat()) byId.set(command.id, command);
  return [...byId.values()];
}

/** Everything that can be done now, with what the sources make. */
export function listCommands(): Command[] {
  return [...registered(), ...[...sources].flatMap((source) => source())].filter(isNow);
}

/** Everything that has keys, whether or not it can be done now: what the sheet shows. */
export function listShortcuts(): Command[] {
  return registered().filter(({ shortcuts }) => shortcuts !== undefined && shortcuts.length > 0);
}

/** Every command a native menu can show, now or not; the palette is of use there, keys alone are not. */
export function listMenuCommands(): Command[] {
  return registered().filter(({ id, isOnlyKey }) => isOnlyKey !== true || id === "view.palette");
}

/** What a key press means now. */
export function findByKeys(matches: (shortcut: string) => boolean): Command | undefined {
  return registered()
    .reverse()
    .find((command) => command.shortcuts?.some(matches) === true && isNow(command));
}

/** The keys of a command as it is registered, for hints beside what does the same. */
export function shortcutOf(id: string): string | undefined {
  return registered().find((command) => command.id === id)?.shortcuts?.[0];
}
