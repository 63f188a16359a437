// What is shipped: the contents of the packed application, and what its configuration promises about a release.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type PackedFile, packApplication } from "../support/packed-application.ts";
import { projectRoot } from "../support/source-files.ts";

const mostBytes = 12 * 1024 * 1024;
const allowed = /^(package\.json|LICENSE|out\/(main|preload|renderer)\/.+)$/;

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const manifest = JSON.parse(read("package.json"));

describe("the packed application", () => {
  it("holds what runs, and nothing else", async () => {
    const { files, bytes } = await packApplication();
    console.log(listing(files, bytes));
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "package.json",
        "out/main/index.js",
        "out/preload/index.cjs",
        "out/renderer/index.html",
      ]),
    );
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
    expect(paths.filter((path) => /\.map$|\.tsx?$|\.test\.|node_modules/.test(path))).toEqual([]);
    expect(bytes).toBeLessThan(mostBytes);
  }, 120_000);

  it("starts from a file that is in it", async () => {
    const { files } = await packApplication();
    expect(files.map(({ path }) => path)).toContain(manifest.main);
  }, 120_000);
});

describe("what is shipped of npm's packages", () => {
  it("is nothing: all that runs is bundled, so no install script runs and no package can be vulnerable", () => {
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(manifest.optionalDependencies ?? {}).toEqual({});
    const own = ["preinstall", "install", "postinstall", "prepare"];
    expect(Object.keys(manifest.scripts).filter((name) => own.includes(name))).toEqual([]);
  });
});

describe("the release configuration", () => {
  const release = parse(read("electron-builder.release.yml"));
  const base = parse(read("electron-builder.yml"));

  it("turns every fuse that would let others in", () => {
    expect(release.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      // Without it, and without a certificate, macOS on ARM would not start what the fuses were turned in.
      resetAdHocDarwinSignature: true,
    });
  });

  it("builds on what tests pack, for the Electron whose types were checked", () => {
    expect(release.extends).toBe("electron-builder.yml");
    expect(base.electronFuses).toBeUndefined();
    expect(base.electronVersion).toBe(manifest.devDependencies.electron);
  });

  it("names the application as the systems look for it", () => {
    expect(manifest.productName).toBe("Evenkeel");
    // Linux finds a window's icon by the name of its desktop entry, which must be of reverse-DNS style.
    expect(manifest.desktopName).toMatch(/^[a-z]+(\.\w+){2,}\.desktop$/);
    expect(base.linux.syncDesktopName).toBe(true);
  });

  it("offers the application for workspace files, as each system can know them", () => {
    expect(base.linux.fileAssociations).toMatchObject([{ ext: "evenkeel.yaml" }]);
    // Everybody's YAML must not be claimed.
    expect(base.mac.fileAssociations).toMatchObject([{ ext: ["yaml", "yml"], rank: "Alternate" }]);
    const installer = read(base.nsis.include);
    for (const extension of [".yaml", ".yml"]) {
      const offer = `"Software\\Classes\\${extension}\\OpenWithProgids" "\${WORKSPACE_CLASS}"`;
      expect(installer).toContain(`WriteRegStr SHELL_CONTEXT ${offer}`);
      expect(installer).toContain(`DeleteRegValue SHELL_CONTEXT ${offer}`);
      expect(installer).not.toContain(`"Software\\Classes\\${extension}" ""`);
    }
  });

  it("keeps macOS from slowing a balancer without a window", () => {
    expect(base.mac.extendInfo).toEqual({ LSAppNapIsDisabled: true });
  });

  it("packs for three systems, with an icon each that is there", () => {
    expect([base.linux.target, base.mac.target, base.win.target]).toEqual([
      ["AppImage", "deb"],
      ["dmg", "zip"],
      ["nsis"],
    ]);
    expect(read(base.mac.icon).slice(0, 4)).toBe("icns");
    expect(pngSize(`${base.linux.icon}/512x512.png`)).toEqual([512, 512]);
    const ico = readFileSync(join(projectRoot, base.win.icon));
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 7]);
  });
});

function pngSize(path: string): [number, number] {
  const bytes = readFileSync(join(projectRoot, path));
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

function listing(files: readonly PackedFile[], bytes: number): string {
  const kib = (size: number) => `${(size / 1024).toFixed(0).padStart(7)} KiB`;
  const largest = [...files].sort((one, other) => other.bytes - one.bytes).slice(0, 12);
  return [
    `app.asar:${kib(bytes)} in ${files.length} files, the largest:`,
    ...largest.map((file) => `${kib(file.bytes)}  ${file.path}`),
  ].join("\n");
}
