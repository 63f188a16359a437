// What has to be done before anything can run: whether packages are missing and which parts of out/ are older than their sources.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Parts of the build: what they are made from, and one file that must be there afterwards. */
export const parts = {
  cli: {
    sources: ["balancer-core", "headless", "vite.cli.config.ts"],
    output: "out/cli.js",
  },
  main: {
    sources: ["balancer-core", "electron", "electron.vite.config.ts"],
    output: "out/main/index.js",
  },
  preload: {
    sources: ["balancer-core/contract", "electron", "electron.vite.config.ts"],
    output: "out/preload/index.cjs",
  },
  renderer: {
    sources: [
      "balancer-core/contract",
      "balancer-core/client",
      "renderer",
      "electron.vite.config.ts",
    ],
    output: "out/renderer/index.html",
  },
};

const stampFile = join(root, "out/build-stamp.json");

/**
 * Whether node_modules differs from the lock file. npm records what it installed in a lock file of its own; comparing
 * versions needs no stamp of ours, and is right also after an install by hand.
 */
export function packagesAreStale() {
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const installed = readJson(join(root, "node_modules/.package-lock.json"))?.packages;
  if (installed === undefined) return true;
  return Object.entries(wanted).some(
    ([path, entry]) =>
      path !== "" &&
      !entry.optional &&
      !entry.devOptional &&
      installed[path]?.version !== entry.version,
  );
}

/** Names of the parts that must be built again. */
export function staleParts() {
  const stamps = readJson(stampFile) ?? {};
  return Object.keys(parts).filter(
    (name) =>
      !existsSync(join(root, parts[name].output)) || stamps[name] !== fingerprint(parts[name]),
  );
}

/** Remembers that these parts were built from the sources as they are now. */
export function markBuilt(names) {
  const stamps = readJson(stampFile) ?? {};
  for (const name of names) stamps[name] = fingerprint(parts[name]);
  writeFileSync(stampFile, `${JSON.stringify(stamps, null, 2)}\n`);
}

/** By content, not by time: a fresh clone or a switched branch has any times. */
function fingerprint({ sources }) {
  const hash = createHash("sha256");
  const files = ["package.json", "package-lock.json", ...sources].flatMap((source) =>
    filesOf(join(root, source)),
  );
  for (const file of files) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return existsSync(path) ? [path] : [];
  }
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => filesOf(join(path, entry.name)));
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
