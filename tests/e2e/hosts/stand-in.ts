// Host `stand-in`: the built desktop shell, its main in a process of its own, its windows as pages of the spec's Chromium.
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { createClient } from "../../../balancer-core/client/client.ts";
import type { BalancerClient } from "../../../balancer-core/client/types.ts";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { createPageTransport } from "../../../electron/preload/page-transport.ts";
import type { ConsoleHost, WatchPage, WriteConfiguration } from "./console-host.ts";
import { freePort } from "./free-port.ts";
import type { MainCalls, WindowState } from "./stand-in/calls.ts";
import { type MainProcess, startMainProcess, type Told } from "./stand-in/main-process.ts";

export interface StandInHost extends ConsoleHost {
  readonly pid: number;
  /** The page of the window as it is now; another one after a crash. */
  page(): Page;
  crashPage(): Promise<void>;
  /** Starts Evenkeel once more on the same workspace; resolves with how that process ended. */
  startAgain(): Promise<number | null>;
  /** As a person who chooses Quit. Resolves when the app has heard it. */
  quit(): Promise<void>;
  /** As a person who closes the window. */
  closeWindow(): Promise<void>;
  minimizeWindow(): Promise<void>;
  window(): Promise<WindowState>;
  menu(): Promise<readonly string[]>;
  clickMenu(label: string): Promise<void>;
  permission(name: string): Promise<ReturnType<MainCalls["permission"]>>;
  /** Messages of a sender of this address, as main would get them from a page there. Resolves with what it is answered. */
  sendFrom(url: string, channel: string, ...args: readonly unknown[]): Promise<unknown>;
  /** What a person would have seen, or another program got. */
  told(member: string): readonly Told[];
  /** What main wrote to stderr, the last of it. */
  log(): string;
  readonly exitCode: Promise<number | null>;
}

export interface StandInOptions {
  readonly browser: Browser;
  readonly write: WriteConfiguration;
  readonly watchPage: WatchPage;
  /** The built main to run; the checkout's when absent. */
  readonly main?: string;
}

export async function startStandIn(options: StandInOptions): Promise<StandInHost> {
  const { browser, write, watchPage } = options;
  const directory = await mkdtemp(join(tmpdir(), "evenkeel-e2e-"));
  const file = join(directory, "evenkeel.yaml");
  await writeFile(file, await write(freePort));
  const start = () =>
    startMainProcess({
      browser,
      workspace: directory,
      configFile: file,
      watchPage,
      ...(options.main === undefined ? {} : { main: options.main }),
    });
  const main = start();
  const { window, client, first, id } = await begin(main).catch(async (error: unknown) => {
    await main.end();
    throw error;
  });
  const snapshot = (): Promise<Snapshot> => client.call("snapshot.get", {});

  return {
    pid: main.pid,
    listener(name) {
      const found = first.listeners.find((listener) => listener.id === name);
      if (!found) throw new Error(`no listener "${name}" in the snapshot`);
      return found.address;
    },
    snapshot,
    configText: () => readFile(file, "utf8"),
    page: () => window.page,
    crashPage: () => window.crash(),
    async startAgain() {
      const second = start();
      const timeout = setTimeout(() => void second.end(), 10_000);
      const code = await second.exitCode;
      clearTimeout(timeout);
      return code;
    },
    quit: () => main.peer.call("quit"),
    closeWindow: () => main.peer.call("closeWindow", id),
    minimizeWindow: () => main.peer.call("minimizeWindow", id),
    window: () => onlyWindow(main),
    menu: () => main.peer.call("menu"),
    clickMenu: (label) => main.peer.call("clickMenu", label),
    permission: (name) => main.peer.call("permission", name),
    sendFrom: (url, channel, ...args) =>
      new Promise((resolve) => {
        main.onObserved((_channel, received) => resolve(received[1]));
        void main.peer.call("receive", { windowId: 0, url, isTop: true }, channel, args);
      }),
    told: (member) => main.told.filter((one) => one.member === member),
    log: main.log,
    exitCode: main.exitCode,
    async stop() {
      client.close();
      await main.end();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Main takes messages from the moment it has a window, and answers them when its listeners are open. */
async function begin(main: MainProcess) {
  const window = await main.window();
  const client = observe(main);
  const first = await new Promise<Snapshot>((resolve) => {
    const stop = client.subscribe("snapshot.changed", (snapshot) => {
      resolve(snapshot);
      stop();
    });
  });
  const { id } = await onlyWindow(main);
  return { window, client, first, id };
}

async function onlyWindow(main: MainProcess): Promise<WindowState> {
  const [window] = await main.peer.call("windows");
  if (!window) throw new Error("no window is open");
  return window;
}

/** A session of the spec's own, through the same IPC as the page's, so that it works while there is no page. */
function observe(main: MainProcess): BalancerClient {
  const sender = { windowId: 0, url: "app://bundle/index.html", isTop: true };
  const transport = createPageTransport({
    send: (channel, ...args) => {
      main.peer.call("receive", sender, channel, args).catch(() => {});
    },
    listen: (channel, listener) =>
      main.onObserved((received, [session, value]) => {
        if (received === channel) listener(session, value);
      }),
    newSession: randomUUID,
  });
  return createClient({ connect: () => transport, wallTime: Date.now });
}
