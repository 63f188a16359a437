// Builds parts of out/: all of them as `npm run build`, the stale ones when prepare.mjs asks.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runStep } from "./run-step.mjs";
import { markBuilt, parts, root } from "./stale.mjs";

const titles = {
  cli: "the command",
  main: "the desktop shell",
  preload: "its preload",
  renderer: "the console",
};

export async function build(names) {
  const title = `Building ${names.map((name) => titles[name]).join(", ")}`;
  if (names.includes("cli")) {
    const vite = join(root, "node_modules/vite/bin/vite.js");
    await runStep(names.length > 1 ? "Building the command" : title, process.execPath, [
      vite,
      "build",
      "--config",
      "vite.cli.config.ts",
    ]);
    markBuilt(["cli"]);
  }
  const shells = names.filter((name) => name !== "cli");
  if (shells.length > 0) {
    const electronVite = join(root, "node_modules/electron-vite/bin/electron-vite.js");
    await runStep(
      `Building ${shells.map((name) => titles[name]).join(", ")}`,
      process.execPath,
      [electronVite, "build"],
      { env: { EVENKEEL_BUILD: shells.join(",") } },
    );
    markBuilt(shells);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  build(Object.keys(parts)).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
