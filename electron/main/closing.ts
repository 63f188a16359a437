// What becomes of the balancer when its window is closed: what the person chose, who is asked at the first time.
import { app, type BrowserWindow, dialog } from "electron";
import type { StateFile } from "./state-file.ts";
import { say } from "./words.ts";

export interface Closing {
  /** Takes care of a window from its opening on. */
  guard(window: BrowserWindow): void;
  /** True when the app stays although its last window is closed. */
  readonly staysOpen: boolean;
}

export function decideOnClose(state: StateFile, isQuitting: () => boolean): Closing {
  let choice: "run" | "quit" | null = null;
  let isAsking = false;

  const decided = () => (state.now.whenClosed === "ask" ? choice : state.now.whenClosed);

  function askOnce(window: BrowserWindow): void {
    if (isAsking) return;
    isAsking = true;
    ask(window)
      .catch((error: unknown) => console.error("evenkeel: the question failed:", error))
      .finally(() => {
        isAsking = false;
      });
  }

  async function ask(window: BrowserWindow): Promise<void> {
    const answer = await dialog.showMessageBox(window, {
      type: "question",
      message: say("closeQuestion"),
      detail: say("closeDetail"),
      buttons: [say("keepGoing"), say("quit"), say("cancel")],
      defaultId: 0,
      cancelId: 2,
      checkboxLabel: say("remember"),
      checkboxChecked: true,
    });
    if (answer.response === 2 || window.isDestroyed()) return;
    choice = answer.response === 0 ? "run" : "quit";
    if (answer.checkboxChecked) state.update({ whenClosed: choice });
    window.close();
  }

  return {
    guard(window) {
      choice = null;
      window.on("close", (event) => {
        if (isQuitting() || decided() === "run") return;
        event.preventDefault();
        // The window stays until everything is finished, and tells how much is left.
        if (decided() === "quit") app.quit();
        else askOnce(window);
      });
    },
    get staysOpen() {
      // Quitting a second time would cut what is being finished; closing the window meanwhile does not mean that.
      return isQuitting() || decided() === "run";
    },
  };
}

/** On macOS too: only a person's own choice makes a balancer run unseen. */
export function quitWithLastWindow(closing: Closing): void {
  app.on("window-all-closed", () => {
    if (!closing.staysOpen) app.quit();
  });
}
