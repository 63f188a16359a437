// The menu: the console's commands under their own names and keys, workspaces, developer tools only where they belong.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ShellCommand } from "../../../../balancer-core/contract/shell-messages.ts";
import { acceleratorOf } from "../../../../electron/main/console-menu.ts";
import { type MenuActions, type MenuState, showMenu } from "../../../../electron/main/menu.ts";
import { speak } from "../../../../electron/main/words.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

interface Item {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: readonly Item[];
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly click?: (item?: { readonly checked: boolean }) => void;
}

const commands: readonly ShellCommand[] = [
  { id: "go.servers", section: "go", title: "Servers", shortcut: "2", isEnabled: true },
  { id: "edit.undo", section: "edit", title: "Undo", shortcut: "mod+z", isEnabled: false },
  { id: "help.tour", section: "help", title: "Tips & tour", isEnabled: true },
];

describe("the menu", () => {
  const actions = {
    runCommand: vi.fn(),
    openWorkspace: vi.fn(),
    openRecent: vi.fn(),
    clearRecent: vi.fn(),
    saveCopy: vi.fn(),
    openWorkspaceFolder: vi.fn(),
    setKeepsRunning: vi.fn(),
  } satisfies MenuActions;

  beforeEach(() => {
    resetFakeElectron();
    speak("en");
  });

  function items(changes: Partial<MenuState> = {}, withDevTools = false): Item[] {
    const state = { commands, recent: [], keepsRunning: false, isStopping: false, ...changes };
    showMenu(state, actions, withDevTools);
    const flat = (list: readonly Item[]): Item[] =>
      list.flatMap((item) => [item, ...flat(item.submenu ?? [])]);
    return flat(fakeElectron.Menu.setApplicationMenu.mock.lastCall?.[0]);
  }
  const named = (list: readonly Item[], label: string) =>
    list.find((item) => item.label === label) ?? {};

  it("has developer tools in development only", () => {
    const hasTools = (list: Item[]) => list.some(({ role }) => role === "toggleDevTools");
    expect([hasTools(items({}, true)), hasTools(items({}, false))]).toEqual([true, false]);
  });

  it("shows the console's commands with its names, ids and keys, and runs them by their ids", () => {
    const list = items();
    expect(named(list, "Servers")).toMatchObject({ id: "go.servers", enabled: true });
    expect(named(list, "Undo")).toMatchObject({ id: "edit.undo", enabled: false });
    expect(named(list, "Tips && tour")).toMatchObject({ id: "help.tour" });
    named(list, "Servers").click?.();
    expect(actions.runCommand).toHaveBeenCalledExactlyOnceWith("go.servers");
  });

  it("shows keys without listening for them, because the page does", () => {
    const withKeys = items().filter(({ id, accelerator }) => id && accelerator);
    expect(withKeys.map(({ accelerator }) => accelerator)).toEqual(["2", "CmdOrCtrl+Z"]);
    expect(withKeys.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true);
    expect(acceleratorOf("mod+shift+z", true)).toBe("CmdOrCtrl+Shift+Z");
    // Where they cannot be shown without being listened for, single keys stay with the text fields.
    expect(acceleratorOf("2", true)).toBeUndefined();
  });

  it("opens workspaces, recent ones too, and none while the balancer stops", () => {
    const list = items({ recent: ["/home/me/shop.evenkeel.yaml"] });
    named(list, "Open Workspace…").click?.();
    named(list, "shop.evenkeel.yaml").click?.();
    named(list, "Save a Copy As…").click?.();
    named(list, "Open Workspace Folder").click?.();
    named(list, "Clear Menu").click?.();
    expect(actions.openWorkspace).toHaveBeenCalledOnce();
    expect(actions.openRecent).toHaveBeenCalledExactlyOnceWith("/home/me/shop.evenkeel.yaml");
    expect(actions.saveCopy).toHaveBeenCalledOnce();
    expect(actions.openWorkspaceFolder).toHaveBeenCalledOnce();
    expect(actions.clearRecent).toHaveBeenCalledOnce();
    expect(named(items({ isStopping: true }), "Open Workspace…")).toMatchObject({ enabled: false });
  });

  it("keeps what becomes of the balancer when the window is closed", () => {
    const item = named(items({ keepsRunning: true }), "Keep Running When Closed");
    expect(item.checked).toBe(true);
    item.click?.({ checked: false });
    expect(actions.setKeepsRunning).toHaveBeenCalledExactlyOnceWith(false);
  });

  it("speaks the console's language", () => {
    speak("de");
    expect(named(items(), "Arbeitsbereich öffnen…")).not.toEqual({});
  });

  it("opens constant pages of help", () => {
    items()
      .find(({ label }) => label?.includes("RFC 9112"))
      ?.click?.();
    expect(fakeElectron.shell.openExternal).toHaveBeenCalledExactlyOnceWith(
      "https://www.rfc-editor.org/rfc/rfc9112.html",
    );
  });
});
