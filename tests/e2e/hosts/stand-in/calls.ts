// What the two processes ask of each other: main runs in one of its own, the pages belong to the spec's browser.

export interface WindowOptions {
  readonly width: number;
  readonly height: number;
  readonly webPreferences: { readonly preload: string } & Readonly<Record<string, unknown>>;
}

export interface WindowState {
  readonly id: number;
  readonly isShown: boolean;
  readonly isMinimized: boolean;
  /** How often main has asked for the focus. */
  readonly focused: number;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Sender {
  /** Zero is the spec's own session, which has no window. */
  readonly windowId: number;
  readonly url: string;
  readonly isTop: boolean;
}

/** What the spec's process asks of main's. */
export interface MainCalls {
  serve(method: string, url: string): Promise<Served>;
  receive(sender: Sender, channel: string, args: readonly unknown[]): void;
  mayNavigate(windowId: number, url: string, isMainFrame: boolean): boolean;
  mayOpen(windowId: number, url: string): boolean;
  startNavigation(windowId: number, url: string): void;
  readyToShow(windowId: number): void;
  processGone(windowId: number, reason: string): void;
  quit(): void;
  closeWindow(windowId: number): void;
  minimizeWindow(windowId: number): void;
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
