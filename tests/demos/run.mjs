// `npm run demos`: builds where needed, plays every demo, or those whose names are given, and says what it left and where.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "../../headless/launch/chromium.mjs";
import { prepare } from "../../headless/launch/prepare.mjs";
import { root } from "../../headless/launch/stale.mjs";

const folder = join(root, "out/demos");

const missing = await ensureChromium();
if (missing !== undefined) {
  process.stderr.write(`Demos need Chromium, which is missing: ${missing}\n`);
  process.exit(1);
}
await prepare();
if (spawnSync("ffmpeg", ["-version"], { stdio: "ignore" }).status !== 0) {
  process.stdout.write(
    "ffmpeg is not installed, so there will be pictures and traces but no videos.\n",
  );
}

const playwright = join(root, "node_modules/@playwright/test/cli.js");
const config = join(root, "tests/demos/playwright.config.mjs");
const args = [playwright, "test", "--config", config, ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
child.on("exit", (code) => {
  if (existsSync(folder)) {
    process.stdout.write(`\nLeft in ${folder}:\n`);
    for (const name of readdirSync(folder).filter((entry) => !entry.startsWith("."))) {
      process.stdout.write(`  ${name}: ${readdirSync(join(folder, name)).sort().join(", ")}\n`);
    }
    process.stdout.write("Open a trace: npx playwright show-trace FOLDER/trace.zip\n");
  }
  process.exitCode = code ?? 1;
});
