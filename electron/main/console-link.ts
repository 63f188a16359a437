// Tells the console what happened outside of its page: a command chosen in the menu, a notification clicked, how far a stop has
// come. A page that is only being loaded gets the last thing meant for it when it reports.
import type { BrowserWindow } from "electron";
import type { ShellMessage } from "../../balancer-core/contract/shell-messages.ts";
import { shellChannel } from "../channel.ts";

export interface ConsoleLink {
  tell(message: ShellMessage): void;
  /** As `tell`, also when the window has yet to be opened. */
  tellWhenThere(message: ShellMessage): void;
  /** The page has said something: it listens. */
  isThere(): void;
  /** The page is another one, or none. */
  isGone(): void;
}

export function createConsoleLink(windowOf: () => BrowserWindow | undefined): ConsoleLink {
  let listens = false;
  let kept: ShellMessage | null = null;

  function tell(message: ShellMessage): void {
    const contents = windowOf()?.webContents;
    if (listens && contents && !contents.isDestroyed()) contents.send(shellChannel, message);
  }

  return {
    tell,
    tellWhenThere(message) {
      if (listens) tell(message);
      else kept = message;
    },
    isThere() {
      listens = true;
      const message = kept;
      kept = null;
      if (message) tell(message);
    },
    isGone() {
      listens = false;
    },
  };
}
