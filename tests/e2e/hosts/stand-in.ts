// Host `stand-in`: the built desktop shell, its main in a process of its own, its windows as pages of the spec's Chromium.
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { createClient } from "../../../balancer-core/client/client.ts";
import type { BalancerClient } from "../../../balancer-core/client/types.ts";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import type { Batch } from "../../../electron/channel.ts";
import { createPageTransport } from "../../../electron/preload/page-transport.ts";
import type { WatchPage, WriteConfiguration } from "./console-host.ts";
import type { DesktopHost } from "./desktop-host.ts";
import { freePort } from "./free-port.ts";
import type {
  Bounds,
  Holdings,
  MainCalls,
  Sender,
  TrayState,
  WindowState,
} from "./stand-in/calls.ts";
import { type MainProcess, startMainProcess } from "./stand-in/main-process.ts";

/** Further what only the stand-in can do: what no driver of Electron reaches, and senders that Electron never lets in. */
export interface StandInHost extends DesktopHost {
  readonly pid: number;
  /** With what main asked of Electron, and how often it asked for the focus. */
  window(): Promise<WindowState>;
  moveWindow(bounds: Bounds): Promise<void>;
  setFocus(hasFocus: boolean): Promise<void>;
  permission(name: string): Promise<ReturnType<MainCalls["permission"]>>;
  hardware(): Promise<ReturnType<MainCalls["hardware"]>>;
  mayAttachWebview(): Promise<boolean>;
  openFile(file: string): Promise<void>;
  tray(): Promise<TrayState | null>;
  clickTray(label: string): Promise<void>;
  clickNotification(title: string): Promise<void>;
  holdings(): Promise<Holdings>;
  /** Messages that main has sent to pages so far. */
  batches(): number;
  /** Messages of a sender of this address, as main would get them from a page there. Resolves with what it is answered. */
  sendFrom(sender: Partial<Sender>, channel: string, ...args: readonly unknown[]): Promise<unknown>;
  /** The same without waiting for an answer. */
  sendSilently(
    sender: Partial<Sender>,
    channel: string,
    ...args: readonly unknown[]
  ): Promise<void>;
  /** Starts it again on the same workspace, after it has ended. */
  restart(...args: readonly string[]): Promise<void>;
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
  const start = (args: readonly string[] = ["--config", file]) =>
    startMainProcess({
      browser,
      workspace: directory,
      args,
      watchPage,
      ...(options.main === undefined ? {} : { main: options.main }),
    });
  let main = start();
  let begun = await begin(main);
  const windowId = async () => (await onlyWindow(main)).id;

  return {
    directory,
    configFile: file,
    get pid() {
      return main.pid;
    },
    listener(name) {
      const found = begun.first.listeners.find((listener) => listener.id === name);
      if (!found) throw new Error(`no listener "${name}" in the snapshot`);
      return found.address;
    },
    snapshot: () => begun.client.call("snapshot.get", {}),
    configText: () => readFile(file, "utf8"),
    page: () => main.current().page,
    crashPage: () => main.current().crash(),
    async startAgain(...args) {
      const second = start(args.length === 0 ? undefined : args);
      const timeout = setTimeout(() => void second.end(), 10_000);
      const code = await second.exitCode;
      clearTimeout(timeout);
      return code;
    },
    async restart(...args) {
      begun.client.close();
      await main.exitCode;
      main = start(args.length === 0 ? undefined : args);
      begun = await begin(main);
    },
    quit: () => main.peer.call("quit"),
    closeWindow: async () => main.peer.call("closeWindow", await windowId()),
    minimizeWindow: async () => main.peer.call("minimizeWindow", await windowId()),
    moveWindow: async (bounds) => main.peer.call("moveWindow", await windowId(), bounds),
    setFocus: async (hasFocus) => main.peer.call("setFocus", await windowId(), hasFocus),
    window: () => onlyWindow(main),
    windowCount: async () => (await main.peer.call("windows")).length,
    menu: () => main.peer.call("menu"),
    clickMenu: (label) => main.peer.call("clickMenu", label),
    answerDialog: (answer) => main.peer.call("answerDialog", answer),
    permission: (name) => main.peer.call("permission", name),
    hardware: () => main.peer.call("hardware"),
    mayAttachWebview: async () => main.peer.call("mayAttachWebview", await windowId()),
    openFile: (opened) => main.peer.call("openFile", opened),
    tray: () => main.peer.call("tray"),
    clickTray: (label) => main.peer.call("clickTray", label),
    clickNotification: (title) => main.peer.call("clickNotification", title),
    holdings: () => main.peer.call("holdings"),
    batches: () => main.sentToPages(),
    sendFrom: (sender, channel, ...args) =>
      new Promise((resolve) => {
        main.onObserved((_channel, received) => resolve(firstFrame(received[1])));
        void main.peer.call("receive", { ...observer, ...sender }, channel, args);
      }),
    sendSilently: (sender, channel, ...args) =>
      main.peer.call("receive", { ...observer, ...sender }, channel, args),
    told: async (member) => main.told.filter((one) => one.member === member),
    log: () => main.log(),
    get exitCode() {
      return main.exitCode;
    },
    async stop() {
      begun.client.close();
      await main.end();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The spec's own session comes from the console's address, but belongs to no window. */
const observer: Sender = { windowId: 0, url: "app://bundle/index.html", isTop: true };

const firstFrame = (batch: unknown): unknown => (batch as Batch).frames[0];

interface Begun {
  readonly client: BalancerClient;
  readonly first: Snapshot;
}

/** Main takes messages from the moment it has a window, and answers them when its listeners are open. */
async function begin(main: MainProcess): Promise<Begun> {
  try {
    await main.window();
    const client = observe(main);
    const first = await new Promise<Snapshot>((resolve) => {
      const stop = client.subscribe("snapshot.changed", (snapshot) => {
        resolve(snapshot);
        stop();
      });
    });
    return { client, first };
  } catch (error) {
    await main.end();
    throw error;
  }
}

async function onlyWindow(main: MainProcess): Promise<WindowState> {
  const [window] = await main.peer.call("windows");
  if (!window) throw new Error("no window is open");
  return window;
}

/** A session of the spec's own, through the same IPC as the page's, so that it works while there is no page. */
function observe(main: MainProcess): BalancerClient {
  const transport = createPageTransport({
    send: (channel, ...args) => {
      main.peer.call("receive", observer, channel, args).catch(() => {});
    },
    listen: (channel, listener) =>
      main.onObserved((received, [session, value]) => {
        if (received === channel) listener(session, value);
      }),
    newSession: randomUUID,
  });
  return createClient({ connect: () => transport, wallTime: Date.now });
}
