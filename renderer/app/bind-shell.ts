// Joins the console with the desktop shell around it: the shell's menu shows the registered commands and runs them, knows what the
// person prefers, and tells what was clicked outside of the page. Does nothing in a browser.
import {
  type ConsoleMessage,
  mostShellCommands,
  type ShellCommand,
  type ShellPort,
  shellCommandSchema,
  shellMessageSchema,
} from "../../balancer-core/contract/shell-messages.ts";
import { i18n } from "../i18n/i18n.ts";
import { navigate } from "../lib/hash-route.ts";
import { type Command, listMenuCommands } from "../state/commands.ts";
import { configStore } from "../state/config-store.ts";
import { labStore } from "../state/lab-store.ts";
import { preferencesStore } from "../state/preferences-store.ts";
import { snapshotStore } from "../state/snapshot-store.ts";
import { setStopProgress } from "../state/stop-progress-store.ts";

/** Returns what undoes it. */
export function bindShell(port: ShellPort | undefined): () => void {
  if (!port) return () => {};
  const tellIfChanged = { commands: "", preferences: "" };

  function tell(message: Exclude<ConsoleMessage, { kind: "quit-now" }>): void {
    const text = JSON.stringify(message);
    if (tellIfChanged[message.kind] === text) return;
    tellIfChanged[message.kind] = text;
    port?.send(message);
  }

  function tellAll(): void {
    const { hasNotifications } = preferencesStore.getState();
    const language = i18n.language.startsWith("de") ? "de" : "en";
    tell({ kind: "preferences", language, hasNotifications });
    const commands = listMenuCommands()
      .map(toShell)
      // One that the shell does not take must not take the others with it.
      .filter((command) => shellCommandSchema.safeParse(command).success)
      .slice(0, mostShellCommands);
    tell({ kind: "commands", commands });
  }

  const unbind = [
    port.onMessage(receive),
    preferencesStore.subscribe(tellAll),
    // What can be done now follows from these.
    labStore.subscribe(tellAll),
    configStore.subscribe(tellAll),
    snapshotStore.subscribe(tellAll),
  ];
  i18n.on("languageChanged", tellAll);
  tellAll();
  return () => {
    i18n.off("languageChanged", tellAll);
    for (const undo of unbind) undo();
  };
}

const toShell = ({ id, section, title, shortcuts, when }: Command): ShellCommand => ({
  id,
  section,
  title: title(),
  ...(shortcuts?.[0] === undefined ? {} : { shortcut: shortcuts[0] }),
  isEnabled: when?.() ?? true,
});

function receive(raw: unknown): void {
  const parsed = shellMessageSchema.safeParse(raw);
  if (!parsed.success) return;
  const message = parsed.data;
  if (message.kind === "stopping") setStopProgress(message);
  else if (message.kind === "running") setStopProgress(null);
  else if (message.kind === "show-server") navigate("servers", message.pool, message.server);
  else {
    const command = listMenuCommands().find(({ id }) => id === message.id);
    if (command?.when?.() ?? true) command?.run();
  }
}
