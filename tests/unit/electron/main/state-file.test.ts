// What the desktop remembers survives a start, damaged fields fall back alone, and a folder that is gone stops nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openStateFile } from "../../../../electron/main/state-file.ts";

describe("what the desktop remembers", () => {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-state-"));
  const file = join(folder, "state.json");
  beforeEach(() => rmSync(file, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is there at the next start, readable by its owner only", async () => {
    const state = openStateFile(file);
    const window = { x: 1, y: 2, width: 1_000, height: 700, isMaximized: true };
    state.update({ window, whenClosed: "run" });
    state.update({ recent: ["/a.yaml"] });
    await state.flush();
    expect(openStateFile(file).now).toMatchObject({
      window,
      whenClosed: "run",
      recent: ["/a.yaml"],
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["state.json"]);
  });

  it("is written whole however many updates come at once, the last one included", async () => {
    const state = openStateFile(file);
    for (let width = 1; width <= 200; width++) {
      state.update({ window: { x: 0, y: 0, width, height: 1, isMaximized: false } });
    }
    await state.flush();
    expect(JSON.parse(readFileSync(file, "utf8")).window.width).toBe(200);
  });

  it("falls back field by field, and wholly where it is no JSON", () => {
    writeFileSync(file, JSON.stringify({ whenClosed: "run", window: { x: "left" }, recent: 7 }));
    expect(openStateFile(file).now).toMatchObject({ whenClosed: "run", window: null, recent: [] });
    writeFileSync(file, "{ half");
    expect(openStateFile(file).now).toMatchObject({ whenClosed: "ask", hasNotifications: false });
  });

  it("is kept in memory, and told once, where it cannot be written", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const state = openStateFile(join(folder, "gone/state.json"));
    state.update({ whenClosed: "quit" });
    await state.flush();
    state.update({ whenClosed: "run" });
    await state.flush();
    expect(state.now.whenClosed).toBe("run");
    expect(said).toHaveBeenCalledOnce();
  });
});
