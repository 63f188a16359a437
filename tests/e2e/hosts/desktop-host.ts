// What a spec may ask of a balancer in the desktop shell, on Electron itself or on its stand-in.
import type { Page } from "@playwright/test";
import type { ConsoleHost } from "./console-host.ts";
import type { Bounds, DialogAnswer } from "./stand-in/calls.ts";

export interface Told {
  readonly member: string;
  readonly args: readonly unknown[];
}

export interface WindowLook {
  readonly isShown: boolean;
  readonly isMinimized: boolean;
  readonly isMaximized: boolean;
  readonly bounds: Bounds;
}

export interface DesktopHost extends ConsoleHost {
  readonly directory: string;
  readonly configFile: string;
  /** The page of the window as it is now; another one after a crash on the stand-in. */
  page(): Page;
  crashPage(): Promise<void>;
  /** Starts Evenkeel once more on the same workspace; resolves with how that process ended. */
  startAgain(...args: readonly string[]): Promise<number | null>;
  /** As a person who chooses Quit. Resolves when the app has heard it. */
  quit(): Promise<void>;
  /** As a person who closes the window. */
  closeWindow(): Promise<void>;
  minimizeWindow(): Promise<void>;
  window(): Promise<WindowLook>;
  windowCount(): Promise<number>;
  /** Labels, or roles in brackets, submenus indented by two spaces. */
  menu(): Promise<readonly string[]>;
  clickMenu(label: string): Promise<void>;
  /** Answers the dialog that is shown, or the next one, with Electron's own result. */
  answerDialog(answer: DialogAnswer): Promise<void>;
  /** What a person would have seen, or another program got: `dialog.showMessageBox`, `shell.openExternal`. */
  told(member: string): Promise<readonly Told[]>;
  /** What main wrote to stderr, the last of it. */
  log(): string;
  readonly exitCode: Promise<number | null>;
}
