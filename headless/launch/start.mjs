// `npm start`: makes the checkout ready, then opens the desktop console, or serves the same console in the browser.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findElectron, hasDisplay } from "./electron.mjs";
import { prepare } from "./prepare.mjs";
import { root } from "./stale.mjs";

/** An Electron that ends this soon with a failure never showed a window. */
const startFailureMs = 8_000;

async function start() {
  await prepare();
  const { binary, reason } = await findElectron();
  if (binary === undefined) return serveInBrowser(reason);
  const failure = await runDesktop(binary);
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

/** Resolves when the desktop console has ended: with a reason when it could not even start. */
function runDesktop(binary) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(binary, [root, ...process.argv.slice(2)], { stdio: "inherit" });
    const forward = (signal) => child.kill(signal);
    process.on("SIGTERM", forward);
    // The terminal sends Ctrl+C to Electron as well; this only keeps us here until it has ended.
    const wait = () => {};
    process.on("SIGINT", wait);
    const end = (failure) => {
      process.off("SIGTERM", forward);
      process.off("SIGINT", wait);
      resolve(failure);
    };
    child.on("error", (error) => end(`Electron could not be started (${error.message})`));
    child.on("exit", (code, signal) => {
      const failed = code !== 0 && signal !== "SIGTERM" && signal !== "SIGINT";
      if (failed && Date.now() - started < startFailureMs) {
        end(`Electron ended with ${signal ?? `code ${code}`}`);
      } else {
        process.exitCode = failed ? 1 : 0;
        end(undefined);
      }
    });
  });
}

start().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
