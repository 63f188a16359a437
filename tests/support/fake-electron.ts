// Stands in for the `electron` module in unit tests: just what the desktop shell uses, recording calls. Any member it does
// not know throws with its name, so that a new use of Electron has to be thought of here.
import { EventEmitter } from "node:events";
import { vi } from "vitest";

/** Throws on members that are not there, instead of handing out undefined. */
function strict<Members extends object>(name: string, members: Members): Members {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === "string" && !(key in target)) {
        throw new Error(`the fake electron has no ${name}.${key}`);
      }
      return Reflect.get(target, key, receiver);
    },
  });
}

const withEvents = <Members extends object>(name: string, members: Members) =>
  strict(name, Object.assign(new EventEmitter(), members));

export interface FakeFrame {
  readonly url: string;
  readonly parent: FakeFrame | null;
  readonly send: (channel: string, ...args: unknown[]) => void;
}

/** A page's contents. What main sends arrives at `ipcRenderer`, as a copy and a microtask later. */
export function createWebContents(url = "app://bundle/index.html") {
  const send = vi.fn((channel: string, ...args: unknown[]) => {
    const copies = structuredClone(args);
    queueMicrotask(() => fakeElectron.ipcRenderer.emit(channel, {}, ...copies));
  });
  const mainFrame: FakeFrame = strict("webFrameMain", { url, parent: null, send });
  return withEvents("webContents", {
    mainFrame,
    send,
    reload: vi.fn(),
    isDestroyed: vi.fn(() => false),
    setWindowOpenHandler: vi.fn(),
  });
}

export type FakeWebContents = ReturnType<typeof createWebContents>;

/** The contents of the page that `ipcRenderer` speaks for. */
let page: FakeWebContents | null = null;

export function speakFor(contents: FakeWebContents): void {
  page = contents;
}

class FakeBrowserWindow extends EventEmitter {
  static windows: FakeBrowserWindow[] = [];
  static focused: FakeBrowserWindow | null = null;
  static getAllWindows = () => FakeBrowserWindow.windows;
  static getFocusedWindow = () => FakeBrowserWindow.focused;
  static fromWebContents = (contents: FakeWebContents) =>
    FakeBrowserWindow.windows.find(({ webContents }) => webContents === contents) ?? null;
  readonly webContents = createWebContents();
  readonly options: unknown;
  readonly show = vi.fn();
  readonly focus = vi.fn();
  readonly restore = vi.fn();
  readonly isMinimized = vi.fn(() => false);
  readonly isDestroyed = vi.fn(() => false);
  readonly isVisible = vi.fn(() => true);
  readonly isMaximized = vi.fn(() => false);
  readonly isFullScreen = vi.fn(() => false);
  readonly getNormalBounds = vi.fn(() => ({ x: 10, y: 20, width: 1_280, height: 800 }));
  readonly maximize = vi.fn();
  readonly close = vi.fn();
  readonly setProgressBar = vi.fn();
  readonly loadURL = vi.fn(async (_url: string) => {});

  constructor(options: unknown) {
    super();
    this.options = options;
    const window = strict("browserWindow", this);
    FakeBrowserWindow.windows.push(window);
    // biome-ignore lint/correctness/noConstructorReturn: the strict view of the window is what its user must hold.
    return window;
  }
}

class FakeNotification extends EventEmitter {
  static shown: FakeNotification[] = [];
  static isSupported = () => true;
  readonly options: { readonly title: string; readonly body: string };
  readonly close = vi.fn();

  constructor(options: FakeNotification["options"]) {
    super();
    this.options = options;
  }
  show(): void {
    FakeNotification.shown.push(this);
  }
}

class FakeTray extends EventEmitter {
  static trays: FakeTray[] = [];
  readonly setToolTip = vi.fn();
  readonly setContextMenu = vi.fn();
  readonly image: unknown;

  constructor(image: unknown) {
    super();
    this.image = image;
    FakeTray.trays.push(this);
  }
}

const app = withEvents("app", {
  name: "Evenkeel",
  getLocale: vi.fn(() => "en-GB"),
  addRecentDocument: vi.fn(),
  clearRecentDocuments: vi.fn(),
  isPackaged: true,
  enableSandbox: vi.fn(),
  whenReady: vi.fn(async () => {}),
  isReady: vi.fn(() => true),
  quit: vi.fn(),
  exit: vi.fn(),
  setPath: vi.fn(),
  setAppUserModelId: vi.fn(),
  requestSingleInstanceLock: vi.fn(() => true),
});

export function createSession() {
  return strict("session", {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setDisplayMediaRequestHandler: vi.fn(),
    webRequest: strict("webRequest", { onHeadersReceived: vi.fn() }),
  });
}

export const fakeElectron = {
  app,
  BrowserWindow: FakeBrowserWindow,
  contextBridge: strict("contextBridge", { exposeInMainWorld: vi.fn() }),
  dialog: strict("dialog", {
    showErrorBox: vi.fn(),
    showMessageBox: vi.fn(async (..._args: unknown[]) => ({ response: 0, checkboxChecked: false })),
    showOpenDialog: vi.fn(async () => ({ canceled: true, filePaths: [] as string[] })),
    showSaveDialog: vi.fn(async () => ({ canceled: true, filePath: "" })),
  }),
  ipcMain: withEvents("ipcMain", {}),
  ipcRenderer: withEvents("ipcRenderer", {
    send(channel: string, ...args: unknown[]) {
      const contents = page;
      const copies = structuredClone(args);
      const event = { sender: contents, senderFrame: contents?.mainFrame ?? null };
      queueMicrotask(() => fakeElectron.ipcMain.emit(channel, event, ...copies));
    },
  }),
  Menu: strict("Menu", {
    buildFromTemplate: vi.fn((template: unknown) => template),
    setApplicationMenu: vi.fn(),
  }),
  nativeImage: strict("nativeImage", {
    createFromDataURL: vi.fn((dataUrl: string) =>
      strict("image", { dataUrl, addRepresentation: vi.fn(), setTemplateImage: vi.fn() }),
    ),
  }),
  nativeTheme: strict("nativeTheme", { shouldUseDarkColors: false }),
  Notification: FakeNotification,
  screen: strict("screen", {
    getAllDisplays: vi.fn(() => [{ workArea: { x: 0, y: 0, width: 1_920, height: 1_040 } }]),
  }),
  Tray: FakeTray,
  protocol: strict("protocol", { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() }),
  session: strict("session", { defaultSession: createSession() }),
  shell: strict("shell", {
    openExternal: vi.fn(async (_url: string) => {}),
    openPath: vi.fn(async (_path: string) => ""),
  }),
};

/** Forgets what was called, who listens, and every window. */
export function resetFakeElectron(): void {
  vi.clearAllMocks();
  for (const emitter of [fakeElectron.ipcMain, fakeElectron.ipcRenderer, app]) {
    emitter.removeAllListeners();
  }
  FakeBrowserWindow.windows = [];
  FakeBrowserWindow.focused = null;
  FakeNotification.shown = [];
  FakeTray.trays = [];
  app.isPackaged = true;
  page = null;
}
