// What `npm start` and `evenkeel desktop` do alike: whether Electron may run here, where its binary is, and running it.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** An Electron that ends this soon with a failure never showed a window. */
const startFailureMs = 8_000;

export function hasDisplay() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** What no download can mend, in a few words; undefined where the desktop can be tried. */
export function desktopObstacle() {
  if (!hasDisplay()) return "there is no display";
  // SECURITY: as root, Chromium runs only without its sandbox, which the console must not do.
  if (process.platform === "linux" && process.getuid?.() === 0) {
    return "Electron's sandbox does not work for root";
  }
  return undefined;
}

const binaryNames = { darwin: "Electron.app/Contents/MacOS/Electron", win32: "electron.exe" };

/** Where the electron package in `folder` has its binary; undefined when it is not there. Never downloads. */
export function electronBinary(folder) {
  const name = binaryNames[process.platform] ?? "electron";
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"), name);
  return existsSync(binary) ? binary : undefined;
}

/** Resolves when it has ended: with undefined, or in a few words why it could not even start. Sets the exit code otherwise. */
export function runElectron(binary, args) {
  const started = Date.now();
  return new Promise((resolve) => {
    // With it, which editors hand down to their terminals, Electron is nothing but Node.
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
    const child = spawn(binary, args, { stdio: "inherit", env });
    const forward = (signal) => child.kill(signal);
    process.on("SIGTERM", forward);
    // The terminal sends Ctrl+C to Electron as well, and a second one would end it at once; this only keeps us until it has ended.
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
        end(sandboxObstacle(binary) ?? `Electron ended with ${signal ?? `code ${code}`}`);
      } else {
        process.exitCode = failed ? 1 : 0;
        end(undefined);
      }
    });
  });
}

/** Where systems say whether a program without privileges may make the namespaces that Chromium's sandbox is made of. */
const namespaceSwitches = [
  ["kernel/apparmor_restrict_unprivileged_userns", "1"],
  ["kernel/unprivileged_userns_clone", "0"],
  ["user/max_user_namespaces", "0"],
];

/**
 * Why Chromium's sandbox cannot work here, with the way out; undefined where nothing speaks against it. To be asked after a start
 * has failed: a rule of the system's for this one binary is not seen from here. `settings` replaces /proc/sys, in tests.
 */
export function sandboxObstacle(binary, settings = "/proc/sys") {
  if (process.platform !== "linux") return undefined;
  const helper = join(dirname(binary), "chrome-sandbox");
  const isRefused = namespaceSwitches.some(([name, value]) => read(settings, name) === value);
  if (!isRefused || isSetuidRoot(helper)) return undefined;
  const quoted = `'${helper.replaceAll("'", "'\\''")}'`;
  return `this system refuses Chromium its sandbox, which "sudo chown root ${quoted} && sudo chmod 4755 ${quoted}" allows`;
}

function isSetuidRoot(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0;
}

function read(folder, name) {
  try {
    return readFileSync(join(folder, name), "utf8").trim();
  } catch {
    return undefined;
  }
}
