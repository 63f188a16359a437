// Where the desktop shell finds things, and which of its arguments it reads.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepUserDataInWorkspace, resolvePaths } from "../../../../electron/main/paths.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

describe("paths", () => {
  const home = mkdtempSync(join(tmpdir(), "evenkeel-paths-"));
  beforeEach(() => {
    resetFakeElectron();
    vi.stubEnv("EVENKEEL_HOME", join(home, "workspace"));
  });
  afterEach(() => vi.unstubAllEnvs());

  it("lie beside the built main", () => {
    expect(resolvePaths("/app/out/main", [])).toMatchObject({
      preload: "/app/out/preload/index.cjs",
      rendererFolder: "/app/out/renderer",
      workspaceFolder: join(home, "workspace"),
      configFile: undefined,
    });
  });

  it("take --config from among switches of Electron's own", () => {
    const configFile = (...args: string[]) => resolvePaths("/app/out/main", args).configFile;
    expect(configFile(".", "--no-sandbox", "--config", "/etc/evenkeel.yaml")).toBe(
      "/etc/evenkeel.yaml",
    );
    expect(configFile("--config=lab.yaml", "--inspect=0")).toBe(resolve("lab.yaml"));
    expect(configFile("--config")).toBeUndefined();
  });

  it("take a workspace file as the system hands it over", () => {
    const configFile = (...args: string[]) => resolvePaths("/app/out/main", args).configFile;
    expect(configFile(".", "--no-sandbox", "/home/me/shop.evenkeel.yaml")).toBe(
      "/home/me/shop.evenkeel.yaml",
    );
    expect(configFile("shop.yml")).toBe(resolve("shop.yml"));
    expect(configFile("file:///home/me/my%20shop.evenkeel.yaml")).toBe(
      "/home/me/my shop.evenkeel.yaml",
    );
    expect(configFile(".", "/home/me/photo.png")).toBeUndefined();
    expect(configFile("--config", "/a.yaml", "/b.yaml")).toBe("/a.yaml");
  });

  it("keep Electron's own files in the workspace, readable by its owner only", () => {
    keepUserDataInWorkspace(resolvePaths("/app/out/main", []));
    const folder = join(home, "workspace/desktop");
    expect(fakeElectron.app.setPath).toHaveBeenCalledExactlyOnceWith("userData", folder);
    expect(statSync(join(home, "workspace")).mode & 0o777).toBe(0o700);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    rmSync(home, { recursive: true });
  });
});
