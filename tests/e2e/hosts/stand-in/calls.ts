// What the two processes ask of each other: main runs in one of its own, the pages belong to the spec's browser.

export interface WindowOptions {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly webPreferences: { readonly preload: string } & Readonly<Record<string, unknown>>;
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly id: number;
  readonly isShown: boolean;
  readonly isMinimized: boolean;
  readonly isMaximized: boolean;
  readonly bounds: Bounds;
  /** As the taskbar shows it; negative for none. */
  readonly progress: number;
  /** How often main has asked for the focus. */
  readonly focused: number;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface TrayState {
  readonly tooltip: string;
  /** As `menu`. */
  readonly menu: readonly string[];
}

/** What main's process holds on to, after a collection of garbage. */
export interface Holdings {
  /** Listeners at each of Electron's emitters that live as long as the app. */
  readonly listeners: Readonly<Record<string, number>>;
  /** Timers, sockets and the like, by kind. */
  readonly resources: Readonly<Record<string, number>>;
  readonly heapUsedBytes: number;
}

/** What a person does with a dialog; as Electron's own results. */
export type DialogAnswer = Readonly<Record<string, unknown>>;

export interface Sender {
  /** Zero is the spec's own session, which has no window. */
  readonly windowId: number;
  readonly url: string;
  readonly isTop: boolean;
  /** The frame has been navigated away since. */
  readonly isGone?: boolean;
}

/** What the spec's process asks of main's. */
export interface MainCalls {
  serve(method: string, url: string): Promise<Served>;
  receive(sender: Sender, channel: string, args: readonly unknown[]): void;
  mayNavigate(windowId: number, url: string, isMainFrame: boolean): boolean;
  mayOpen(windowId: number, url: string): boolean;
  /** Also of a navigation that is refused then, as on Electron. */
  startNavigation(windowId: number, url: string): void;
  /** The page is another one from here on. */
  navigated(windowId: number, url: string): void;
  finishedLoad(windowId: number): void;
  readyToShow(windowId: number): void;
  processGone(windowId: number, reason: string): void;
  quit(): void;
  closeWindow(windowId: number): void;
  minimizeWindow(windowId: number): void;
  /** As a person who drags and resizes it. */
  moveWindow(windowId: number, bounds: Bounds): void;
  /** As a person who turns to another program, or comes back. */
  setFocus(windowId: number, hasFocus: boolean): void;
  /** Answers the dialog that is shown, or the next one. */
  answerDialog(answer: DialogAnswer): void;
  /** As macOS when a file is dropped on the dock. */
  openFile(file: string): void;
  /** Null without one. */
  tray(): TrayState | null;
  clickTray(label: string): void;
  clickNotification(title: string): void;
  hardware(): { readonly device: boolean; readonly displayMedia: boolean };
  /** As a member of the page's `<webview>` would be attached. */
  mayAttachWebview(windowId: number): boolean;
  holdings(): Promise<Holdings>;
  windows(): readonly WindowState[];
  /** Labels and roles, submenus indented by two spaces. */
  menu(): readonly string[];
  clickMenu(label: string): void;
  permission(name: string): { readonly request: boolean; readonly check: boolean };
}

/** What main's process asks of the spec's. */
export interface ScreenCalls {
  openWindow(windowId: number, options: WindowOptions): Promise<void>;
  load(windowId: number, url: string): Promise<void>;
  reload(windowId: number): Promise<void>;
  send(windowId: number, channel: string, args: readonly unknown[]): void;
  closeWindow(windowId: number): Promise<void>;
  /** Something that a person would have seen, or that went to another program: `dialog.showErrorBox`, `shell.openExternal`. */
  tell(member: string, args: readonly unknown[]): void;
}
