// What the console and the desktop shell around it tell each other beside the balancer's own frames: the commands a native menu
// shows, what the person prefers, and what a click outside of the page means inside. The web console has no such neighbour.
import { z } from "zod";

/** One row of the console's command registry, as the menu shows it; the menu sends the id back. */
export const shellCommandSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+\.[A-Za-z-]{1,40}$/),
  section: z.enum(["go", "traffic", "servers", "edit", "view", "help"]),
  /** In the language of the console. */
  title: z.string().min(1).max(80),
  /** As renderer/lib/shortcut.ts writes it: `mod+shift+z`, `n`, `space`. */
  shortcut: z
    .string()
    .regex(/^(mod\+)?(shift\+)?([a-z0-9?/]|space)$/)
    .optional(),
  isEnabled: z.boolean(),
});
export const mostShellCommands = 64;
export type ShellCommand = z.output<typeof shellCommandSchema>;

/** From the console to the shell. */
export const consoleMessageSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("commands"),
    commands: z.array(shellCommandSchema).max(mostShellCommands),
  }),
  z.strictObject({
    kind: z.literal("preferences"),
    language: z.enum(["en", "de"]),
    hasNotifications: z.boolean(),
  }),
  /** Cuts what is left instead of waiting for it. */
  z.strictObject({ kind: z.literal("quit-now") }),
]);
export type ConsoleMessage = z.output<typeof consoleMessageSchema>;

/** From the shell to the console. */
export const shellMessageSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("run-command"), id: z.string() }),
  z.strictObject({ kind: z.literal("show-server"), pool: z.string(), server: z.string() }),
  z.strictObject({
    kind: z.literal("stopping"),
    /** Whether the app ends, or another workspace follows. */
    purpose: z.enum(["quit", "switch"]),
    /** Requests and connections that are not finished. */
    remaining: z.number().int().nonnegative(),
    leftMs: z.number().nonnegative(),
    deadlineMs: z.number().nonnegative(),
  }),
  /** The other workspace has followed. */
  z.strictObject({ kind: z.literal("running") }),
]);
export type ShellMessage = z.output<typeof shellMessageSchema>;

/** What the preload offers the page for it. */
export interface ShellPort {
  send(message: ConsoleMessage): void;
  /** Messages arrive as `unknown`: the receiver parses them. */
  onMessage(listener: (message: unknown) => void): () => void;
}
