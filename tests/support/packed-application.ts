// The desktop application as electron-builder packs it, over a stand-in for Electron's distribution, which cannot be downloaded
// everywhere. Packed once per build and kept under test-results/.
import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { extractAll, listPackage, statFile } from "@electron/asar";
import { projectRoot } from "./source-files.ts";

const folder = join(projectRoot, "test-results/packed");
const buildStamp = join(projectRoot, "out/build-stamp.json");
const packedStamp = join(folder, "stamp");

export interface PackedFile {
  /** With `/` between folders, from the root of the archive. */
  readonly path: string;
  readonly bytes: number;
}

export interface PackedApplication {
  readonly files: readonly PackedFile[];
  /** Bytes of the archive as a file. */
  readonly bytes: number;
  /** Extracts it; resolves with the path of the built main in there. */
  extract(): Promise<string>;
}

export async function packApplication(): Promise<PackedApplication> {
  const archive = join(folder, "release/linux-unpacked/resources/app.asar");
  if (await isStale()) await pack();
  const paths = listPackage(archive, { isPack: false });
  const files = paths.flatMap((path) => {
    const entry = statFile(archive, path.slice(1));
    return "size" in entry ? [{ path: path.slice(1), bytes: entry.size }] : [];
  });
  return {
    files,
    bytes: (await readFile(archive)).length,
    async extract() {
      const target = join(folder, "extracted");
      await rm(target, { recursive: true, force: true });
      extractAll(archive, target);
      return join(target, "out/main/index.js");
    },
  };
}

async function stampNow(): Promise<string> {
  const configuration = await readFile(join(projectRoot, "electron-builder.yml"), "utf8");
  return configuration + (await readFile(buildStamp, "utf8"));
}

async function isStale(): Promise<boolean> {
  const packed = await readFile(packedStamp, "utf8").catch(() => undefined);
  return packed !== (await stampNow());
}

async function pack(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const distribution = join(folder, "electron");
  await writeStubDistribution(distribution);
  const builder = join(projectRoot, "node_modules/electron-builder/cli.js");
  const args = [
    ...["--linux", "dir", "--publish", "never"],
    `-c.electronDist=${distribution}`,
    `-c.directories.output=${join(folder, "release")}`,
  ];
  await promisify(execFile)(process.execPath, [builder, ...args], {
    cwd: projectRoot,
    timeout: 120_000,
  });
  await writeFile(packedStamp, await stampNow());
}

/** What electron-builder looks for in a distribution, with nothing in it that runs. */
async function writeStubDistribution(target: string): Promise<void> {
  await mkdir(join(target, "resources"), { recursive: true });
  await mkdir(join(target, "locales"));
  const files = ["LICENSE", "LICENSES.chromium.html", "version", "locales/en-US.pak"];
  for (const name of files) await writeFile(join(target, name), "stub\n");
  for (const name of ["electron", "chrome-sandbox", "chrome_crashpad_handler"]) {
    await writeFile(join(target, name), "#!/bin/sh\nexit 1\n");
    await chmod(join(target, name), 0o755);
  }
}
