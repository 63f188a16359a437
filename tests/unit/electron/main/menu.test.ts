// The menu: developer tools only where they belong, the workspace folder, constant help pages.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { installMenu } from "../../../../electron/main/menu.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

interface Item {
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: readonly Item[];
  readonly click?: () => void;
}

describe("the menu", () => {
  beforeEach(resetFakeElectron);

  function items(withDevTools: boolean): Item[] {
    installMenu({ workspaceFolder: "/home/me/evenkeel", withDevTools });
    const template: readonly Item[] = fakeElectron.Menu.setApplicationMenu.mock.lastCall?.[0];
    return template.flatMap((item) => [item, ...(item.submenu ?? [])]);
  }

  it("has developer tools in development only", () => {
    const hasTools = (list: Item[]) => list.some(({ role }) => role === "toggleDevTools");
    expect([hasTools(items(true)), hasTools(items(false))]).toEqual([true, false]);
  });

  it("opens the workspace folder and pages of the help menu", () => {
    const list = items(false);
    list.find(({ label }) => label === "Open Workspace Folder")?.click?.();
    list.find(({ label }) => label?.includes("RFC 9112"))?.click?.();
    expect(fakeElectron.shell.openPath).toHaveBeenCalledExactlyOnceWith("/home/me/evenkeel");
    expect(fakeElectron.shell.openExternal).toHaveBeenCalledExactlyOnceWith(
      "https://www.rfc-editor.org/rfc/rfc9112.html",
    );
  });
});
