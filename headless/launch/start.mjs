// `npm start`: makes the checkout ready, then opens the desktop console, or serves the same console in the browser.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findElectron } from "./electron.mjs";
import { hasDisplay, runElectron } from "./electron-process.mjs";
import { prepare } from "./prepare.mjs";
import { root } from "./stale.mjs";

async function start() {
  await prepare();
  const { binary, reason } = await findElectron();
  if (binary === undefined) return serveInBrowser(reason);
  const failure = await runElectron(binary, [root, ...process.argv.slice(2)]);
  if (failure !== undefined) await serveInBrowser(failure);
}

async function serveInBrowser(reason) {
  process.stderr.write(
    `Desktop not available: ${reason}; serving the console in the browser instead.\n`,
  );
  const cli = join(root, "out/cli.js");
  // In this very process, so that a signal reaches the balancer once and directly.
  process.argv = [process.execPath, cli, "serve", ...process.argv.slice(2)];
  if (hasDisplay()) process.argv.push("--open");
  await import(pathToFileURL(cli).href);
}

start().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
