// Host `electron`: the built desktop shell on Electron's own binary, driven by Playwright. Dialogs and what leaves for other
// programs are replaced inside of main, as Playwright's documentation has it; everything else is the real thing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import type { MenuItem } from "electron";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import type { WatchPage, WriteConfiguration } from "./console-host.ts";
import type { DesktopHost, Told } from "./desktop-host.ts";
import { freePort } from "./free-port.ts";

const root = resolve(import.meta.dirname, "../../..");
const stopWithinMs = 15_000;

export interface ElectronOptions {
  readonly binary: string;
  readonly write: WriteConfiguration;
  readonly watchPage: WatchPage;
}

export async function startElectron(options: ElectronOptions): Promise<DesktopHost> {
  const { binary, write, watchPage } = options;
  const directory = await mkdtemp(join(tmpdir(), "evenkeel-e2e-"));
  const file = join(directory, "evenkeel.yaml");
  const door = `127.0.0.1:${await freePort()}`;
  // The API is how the spec looks at the balancer without a page.
  await writeFile(file, `${await write(freePort)}console: { bind: "${door}" }\n`);
  const env = { ...definedOnly(process.env), EVENKEEL_HOME: directory };
  const app = await _electron.launch({
    executablePath: binary,
    args: [root, "--config", file],
    env,
    chromiumSandbox: true,
  });
  let said = "";
  app.process().stderr?.on("data", (text: Buffer) => {
    said = (said + text.toString("utf8")).slice(-8_000);
  });
  const exitCode = once(app.process(), "exit").then(([code]) => code as number | null);
  await replaceOutside(app);
  app.on("window", watchPage);
  let page = await app.firstWindow();
  app.on("window", (opened) => {
    page = opened;
  });
  const snapshot = async (): Promise<Snapshot> => {
    const token = (await readFile(join(directory, "token"), "utf8")).trim();
    const answer = await fetch(`http://${door}/api/v1/snapshot`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.json() as Promise<Snapshot>;
  };
  const first = await eventually(snapshot);

  return {
    directory,
    configFile: file,
    listener(id) {
      const found = first.listeners.find((listener) => listener.id === id);
      if (!found) throw new Error(`no listener "${id}" in the snapshot`);
      return found.address;
    },
    snapshot,
    configText: () => readFile(file, "utf8"),
    page: () => page,
    crashPage: () => crash(app, page),
    async startAgain(...args) {
      const more = args.length === 0 ? ["--config", file] : args;
      const second = spawn(binary, [root, ...more], { env, stdio: "ignore" });
      const timeout = setTimeout(() => second.kill("SIGKILL"), stopWithinMs);
      const [code] = await once(second, "exit");
      clearTimeout(timeout);
      return code;
    },
    // The app may be gone before it can answer.
    quit: () => app.evaluate(({ app: main }) => main.quit()).catch(() => {}),
    closeWindow: () => inWindow(app, "close"),
    minimizeWindow: () => inWindow(app, "minimize"),
    window: () =>
      app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        if (!window) throw new Error("no window is open");
        return {
          isShown: window.isVisible(),
          isMinimized: window.isMinimized(),
          isMaximized: window.isMaximized(),
          bounds: window.getNormalBounds(),
        };
      }),
    windowCount: () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    menu: () => menuOf(app),
    clickMenu: (label) => clickMenu(app, label),
    answerDialog: (answer) =>
      app.evaluate((_electronModule, given) => {
        const { answers, questions } = outside();
        const ask = questions.shift();
        if (ask) ask(given);
        else answers.push(given);
        function outside(): Outside {
          return Reflect.get(globalThis, "evenkeelOutside");
        }
      }, answer),
    told: async (member) => {
      const all = await app.evaluate(
        () => (Reflect.get(globalThis, "evenkeelOutside") as Outside).told,
      );
      return all.filter((one) => one.member === member);
    },
    log: () => said,
    exitCode,
    async stop() {
      const child = app.process();
      const timeout = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
      if (child.exitCode === null)
        await app.evaluate(({ app: main }) => main.quit()).catch(() => {});
      await exitCode;
      clearTimeout(timeout);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Outside {
  readonly told: Told[];
  readonly answers: Readonly<Record<string, unknown>>[];
  readonly questions: ((answer: Readonly<Record<string, unknown>>) => void)[];
}

/** Runs inside of main, before a spec can reach any of it. */
function replaceOutside(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ dialog, shell }) => {
    const outside: Outside = { told: [], answers: [], questions: [] };
    Reflect.set(globalThis, "evenkeelOutside", outside);
    const ask =
      (member: string) =>
      (...args: readonly unknown[]) => {
        outside.told.push({ member, args: [args.at(-1)] });
        const answer = outside.answers.shift();
        return answer ?? new Promise((resolve) => outside.questions.push(resolve));
      };
    for (const name of ["showMessageBox", "showOpenDialog", "showSaveDialog"]) {
      Reflect.set(dialog, name, ask(`dialog.${name}`));
    }
    Reflect.set(dialog, "showErrorBox", (...args: readonly unknown[]) =>
      outside.told.push({ member: "dialog.showErrorBox", args }),
    );
    for (const name of ["openExternal", "openPath"]) {
      Reflect.set(shell, name, async (address: string) => {
        outside.told.push({ member: `shell.${name}`, args: [address] });
        return "";
      });
    }
  });
}

function inWindow(app: ElectronApplication, action: "close" | "minimize"): Promise<void> {
  return app.evaluate(({ BrowserWindow }, name) => {
    const [window] = BrowserWindow.getAllWindows();
    if (name === "close") window?.close();
    else window?.minimize();
  }, action);
}

async function crash(app: ElectronApplication, page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash").catch(() => {});
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await crashed;
}

function menuOf(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(({ Menu }) => {
    const lines = (items: readonly MenuItem[], indent: string): string[] =>
      items.flatMap((item) => [
        `${indent}${item.role ? `[${item.role}]` : item.label || `[${item.type}]`}`,
        ...lines(item.submenu?.items ?? [], `${indent}  `),
      ]);
    return lines(Menu.getApplicationMenu()?.items ?? [], "");
  });
}

function clickMenu(app: ElectronApplication, label: string): Promise<void> {
  return app.evaluate(({ Menu }, wanted) => {
    const all = (items: readonly MenuItem[]): MenuItem[] =>
      items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
    const item = all(Menu.getApplicationMenu()?.items ?? []).find((one) => one.label === wanted);
    if (!item) throw new Error(`no item "${wanted}" to click in the menu`);
    item.click();
  }, label);
}

/** The balancer may be starting still. */
async function eventually<Value>(ask: () => Promise<Value>): Promise<Value> {
  const until = Date.now() + stopWithinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
