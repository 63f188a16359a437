// The commands that are there on every page: pages, traffic, undo and redo, look, help.
import type { Catalogue } from "../i18n/catalogue-types.ts";
import { textOf } from "../i18n/i18n.ts";
import { navigate } from "../lib/hash-route.ts";
import type { Actions } from "../state/actions.ts";
import type { Command, CommandSection } from "../state/commands.ts";
import { configStore } from "../state/config-store.ts";
import { labStore, selectFirstTraffic } from "../state/lab-store.ts";
import { openOverlay } from "../state/overlay-store.ts";
import { drawnMotion, preferencesStore, setPreferences } from "../state/preferences-store.ts";
import { selectListeners, selectPools, snapshotStore } from "../state/snapshot-store.ts";
import { pages } from "./pages.tsx";
import { createServerCommands } from "./server-commands.ts";

type CommandName = keyof Catalogue["commands"]["title"];

export function createConsoleCommands(actions: Actions): readonly Command[] {
  const t = textOf("commands");
  const command = (
    section: CommandSection,
    name: CommandName,
    run: () => void,
    rest: Partial<Command> = {},
  ): Command => ({
    id: `${section}.${name}`,
    section,
    title: () => t(`title.${name}`),
    keywords: () => t(`keywords.${name}`),
    run,
    ...rest,
  });
  const toPages = pages.map(
    ({ path }, index): Command => ({
      id: `go.${path}`,
      section: "go",
      title: () => textOf("shell")(`page.${path}`),
      shortcuts: [String(index + 1)],
      run: () => navigate(path),
    }),
  );
  const traffic = () => selectFirstTraffic(labStore.getState());
  const isRunning = () => traffic()?.running === true;
  return [
    ...toPages,
    command(
      "traffic",
      "startTraffic",
      () => void actions.startTraffic(traffic()?.config.id ?? ""),
      {
        shortcuts: ["space"],
        when: () => traffic() !== undefined && !isRunning(),
      },
    ),
    command("traffic", "stopTraffic", () => void actions.stopTraffic(traffic()?.config.id ?? ""), {
      shortcuts: ["space"],
      when: isRunning,
    }),
    command("traffic", "addTraffic", () => openOverlay({ kind: "add-traffic" }), {
      when: () => selectListeners(snapshotStore.getState()).length > 0,
    }),
    command("servers", "addServer", () => openOverlay({ kind: "add-server" }), {
      shortcuts: ["n"],
      when: () => selectPools(snapshotStore.getState()).length > 0,
    }),
    ...createServerCommands(actions),
    command("edit", "undo", () => void actions.undo(), {
      shortcuts: ["mod+z"],
      when: () => configStore.getState().canUndo,
    }),
    command("edit", "redo", () => void actions.redo(), {
      shortcuts: ["mod+shift+z", "mod+y"],
      when: () => configStore.getState().canRedo,
    }),
    command("view", "filter", focusFilter, {
      shortcuts: ["/"],
      when: () => pageFilter() !== null,
      isOnlyKey: true,
    }),
    command("view", "palette", () => openOverlay({ kind: "palette" }), {
      shortcuts: ["mod+k", "mod+shift+p"],
      isForTyping: true,
      isOnlyKey: true,
    }),
    command("view", "lightTheme", () => setPreferences({ theme: "light" })),
    command("view", "darkTheme", () => setPreferences({ theme: "dark" })),
    command("view", "contrastTheme", () => setPreferences({ theme: "contrast" })),
    command("view", "systemTheme", () => setPreferences({ theme: "system" })),
    command("view", "english", () => setPreferences({ language: "en" })),
    command("view", "german", () => setPreferences({ language: "de" })),
    command("view", "motion", () =>
      setPreferences({ motion: drawnMotion() === "full" ? "reduced" : "full" }),
    ),
    command("view", "presenting", () =>
      setPreferences({ isPresenting: !preferencesStore.getState().isPresenting }),
    ),
    command("help", "shortcuts", () => openOverlay({ kind: "shortcuts" }), { shortcuts: ["?"] }),
    command("help", "glossary", () => openOverlay({ kind: "glossary" })),
    command("servers", "ports", () => openOverlay({ kind: "local-ports" })),
    command("help", "tour", () => openOverlay({ kind: "tour" })),
  ];
}

/** The page's own filter: what a person reaches with the slash. */
const pageFilter = (): HTMLInputElement | null =>
  document.querySelector<HTMLInputElement>('main input[type="search"]');

function focusFilter(): void {
  const filter = pageFilter();
  filter?.focus();
  filter?.select();
}
