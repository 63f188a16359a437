// Workspace files by dialog, list and system: what is opened, what is said when it cannot be, and where copies go.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Host } from "../../../../balancer-core/host/types.ts";
import { createWorkspaces } from "../../../../electron/main/workspaces.ts";
import { memoryState } from "../../../support/desktop-state.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

describe("workspaces", () => {
  const { app, dialog } = fakeElectron;
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-workspaces-"));
  const call = vi.fn(async () => ({ yaml: "version: 1 # mine\n" }));
  const core = {
    open: vi.fn(async (_file: string) => {}),
    host: { call } as unknown as Host | null,
  };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    resetFakeElectron();
    core.host = { call } as unknown as Host;
    vi.spyOn(console, "error").mockImplementation(() => {});
  });

  function create(recent: string[] = []) {
    const state = memoryState({ recent });
    const changed = vi.fn();
    const workspaces = createWorkspaces({ core, state, file: join(folder, "shop.evenkeel.yaml") });
    workspaces.onChange(changed);
    return { state, changed, workspaces };
  }

  it("are opened, remembered here and by the system, latest first and ten at most", async () => {
    const old = Array.from({ length: 10 }, (_, index) => `/old-${index}.yaml`);
    const { state, workspaces } = create(old);
    await workspaces.open("/new.yaml");
    await workspaces.open("/old-4.yaml");
    expect(core.open.mock.calls).toEqual([["/new.yaml"], ["/old-4.yaml"]]);
    expect(app.addRecentDocument.mock.calls).toEqual([["/new.yaml"], ["/old-4.yaml"]]);
    expect(state.now.recent).toHaveLength(10);
    expect(state.now.recent.slice(0, 3)).toEqual(["/old-4.yaml", "/new.yaml", "/old-0.yaml"]);
    expect(workspaces.file).toBe("/old-4.yaml");
    workspaces.clearRecent();
    expect(state.now.recent).toEqual([]);
    expect(app.clearRecentDocuments).toHaveBeenCalledOnce();
  });

  it("stay the same when the file in use is opened again", async () => {
    const { workspaces } = create();
    await workspaces.open(workspaces.file);
    expect(core.open).not.toHaveBeenCalled();
  });

  it("with problems are refused with all of them, and the old one goes on", async () => {
    const { state, changed, workspaces } = create();
    core.open.mockRejectedValueOnce(new Error("pools.0.servers: expected at least one server"));
    await workspaces.open("/broken.yaml");
    const [box] = dialog.showMessageBox.mock.lastCall ?? [];
    expect(box).toMatchObject({
      type: "error",
      message: "This workspace was not opened: broken.yaml",
      detail: expect.stringMatching(/expected at least one server\n\n.*shop.evenkeel.yaml goes on/),
    });
    expect([workspaces.file, state.now.recent]).toEqual([join(folder, "shop.evenkeel.yaml"), []]);
    expect(changed).not.toHaveBeenCalled();
    expect(app.exit).not.toHaveBeenCalled();
  });

  it("end the app when neither the new nor the old one runs", async () => {
    const { workspaces } = create();
    core.open.mockImplementationOnce(async () => {
      core.host = null;
      throw new Error("port 8080 is taken");
    });
    await workspaces.open("/other.yaml");
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(1));
    expect(dialog.showMessageBox).toHaveBeenCalledOnce();
  });

  it("are chosen in a dialog that begins where the present one is", async () => {
    const { workspaces } = create();
    await workspaces.openByDialog();
    expect(core.open).not.toHaveBeenCalled();
    dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ["/chosen.yaml"] });
    await workspaces.openByDialog();
    expect(core.open).toHaveBeenCalledExactlyOnceWith("/chosen.yaml");
    expect(dialog.showOpenDialog).toHaveBeenLastCalledWith(
      expect.objectContaining({ defaultPath: folder }),
    );
  });

  it("are copied with their comments, and a copy that cannot be written is told", async () => {
    const { workspaces } = create();
    const copy = join(folder, "copy.evenkeel.yaml");
    dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: copy });
    await workspaces.saveCopy();
    expect(readFileSync(copy, "utf8")).toBe("version: 1 # mine\n");
    expect(dialog.showSaveDialog).toHaveBeenCalledWith(
      expect.objectContaining({ defaultPath: join(folder, "shop.copy.evenkeel.yaml") }),
    );
    const nowhere = join(folder, "gone/copy.yaml");
    dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: nowhere });
    await workspaces.saveCopy();
    expect(dialog.showMessageBox).toHaveBeenCalledOnce();
  });
});
