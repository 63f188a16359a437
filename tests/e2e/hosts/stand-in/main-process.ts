// The process that runs the built main of the desktop shell, and the windows it opens in the spec's browser.
import { type ChildProcess, fork } from "node:child_process";
import { join, resolve } from "node:path";
import type { Browser } from "@playwright/test";
import type { WatchPage } from "../console-host.ts";
import type { Told } from "../desktop-host.ts";
import type { MainCalls, ScreenCalls } from "./calls.ts";
import { openPageWindow, type PageWindow } from "./page-window.ts";
import { createPeer, type Peer } from "./peer.ts";

const root = resolve(import.meta.dirname, "../../../..");
const stopWithinMs = 15_000;

export interface MainProcessOptions {
  readonly browser: Browser;
  readonly workspace: string;
  readonly args: readonly string[];
  readonly watchPage: WatchPage;
  /** The built main to run; the checkout's when absent. */
  readonly main?: string;
}

export interface MainProcess {
  readonly pid: number;
  readonly peer: Peer<MainCalls>;
  /** What a person would have seen, or another program got. */
  readonly told: readonly Told[];
  /** What it wrote to stderr, the last of it. */
  readonly log: () => string;
  readonly exitCode: Promise<number | null>;
  /** Messages that went to pages so far. */
  sentToPages(): number;
  /** Messages to the spec's own session. */
  onObserved(listener: (channel: string, args: readonly unknown[]) => void): void;
  /** Its first window, once the page is loaded. */
  window(): Promise<PageWindow>;
  /** The window whose page was loaded last. */
  current(): PageWindow;
  end(): Promise<void>;
}

export function startMainProcess(options: MainProcessOptions): MainProcess {
  const { browser, workspace, args, watchPage } = options;
  const child = fork(join(import.meta.dirname, "start.mjs"), [...args], {
    cwd: root,
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // So that a spec can tell what is held from what is only not collected yet.
    execArgv: ["--expose-gc"],
    env: {
      PATH: process.env.PATH,
      EVENKEEL_HOME: workspace,
      // The variable is for whoever keeps another build than the checkout's.
      EVENKEEL_STAND_IN_MAIN:
        options.main ?? process.env.EVENKEEL_STAND_IN_MAIN ?? join(root, "out/main/index.js"),
    },
  });
  const log = keepLog(child);
  const told: Told[] = [];
  const windows = new Map<number, Promise<PageWindow>>();
  const observers = new Set<(channel: string, args: readonly unknown[]) => void>();
  let sentToPages = 0;
  let latest: PageWindow | undefined;
  let loaded = () => {};
  const firstLoad = new Promise<void>((resolve) => {
    loaded = resolve;
  });

  async function windowOf(id: number): Promise<PageWindow> {
    const window = windows.get(id);
    if (!window) throw new Error(`there is no window ${id}`);
    return window;
  }

  const screen: ScreenCalls = {
    async openWindow(id, windowOptions) {
      const opening = { id, options: windowOptions, browser, main: peer, watchPage };
      windows.set(id, openPageWindow(opening));
      await windowOf(id);
    },
    async load(id, url) {
      const window = await windowOf(id);
      await window.load(url);
      latest = window;
      loaded();
    },
    async reload(id) {
      await (await windowOf(id)).reload();
    },
    async send(id, channel, args) {
      if (id === 0) for (const listener of observers) listener(channel, args);
      else {
        sentToPages++;
        (await windowOf(id)).deliver({ channel, args });
      }
    },
    async closeWindow(id) {
      const window = await windowOf(id);
      windows.delete(id);
      await window.close();
    },
    tell: (member, args) => void told.push({ member, args }),
  };
  const peer: Peer<MainCalls> = createPeer<MainCalls, ScreenCalls>(child, screen);

  const exitCode = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => {
      peer.end(`main has ended with ${code}:\n${log()}`);
      resolve(code);
    });
  });
  const closeWindows = async () => {
    const open = await Promise.allSettled(windows.values());
    windows.clear();
    for (const window of open) if (window.status === "fulfilled") await window.value.close();
  };
  // As on Electron, no window outlives its process.
  const ended = exitCode.then(async (code) => {
    await closeWindows();
    return code;
  });

  return {
    pid: child.pid ?? 0,
    peer,
    told,
    log,
    sentToPages: () => sentToPages,
    exitCode: ended,
    onObserved: (listener) => void observers.add(listener),
    async window() {
      const ended = exitCode.then((code) => {
        throw new Error(`main has ended with ${code}:\n${log()}`);
      });
      await Promise.race([firstLoad, ended]);
      if (!latest) throw new Error("no window is open");
      return latest;
    },
    current() {
      if (!latest) throw new Error("no page was loaded");
      return latest;
    },
    async end() {
      const timeout = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
      await peer.call("quit").catch(() => {});
      await ended;
      clearTimeout(timeout);
    },
  };
}

function keepLog(child: ChildProcess): () => string {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-8_000);
  });
  return () => said;
}
