// A page whose process dies is loaded again, and the balancer never notices. One that keeps dying is left to the person.
import { type BrowserWindow, dialog } from "electron";
import type { Clock } from "../../balancer-core/index.ts";
import { say } from "./words.ts";

const mostWithinMinute = 3;
const minuteMs = 60_000;

export function recoverFromCrashes(window: BrowserWindow, clock: Clock): void {
  let crashes: number[] = [];
  const { webContents } = window;

  webContents.on("render-process-gone", (_event, { reason }) => {
    console.error(`evenkeel: the console's process is gone: ${reason}`);
    if (reason === "clean-exit") return;
    const now = clock.now();
    crashes = [...crashes.filter((at) => now - at < minuteMs), now];
    // In a turn of its own: Chromium is still taking the dead process down, and starting one from within it can end the app.
    if (crashes.length <= mostWithinMinute) clock.after(0, reload);
    else ask().catch((error: unknown) => console.error("evenkeel: the question failed:", error));
  });
  webContents.on("preload-error", (_event, file, error) => {
    console.error(`evenkeel: ${file} failed:`, error);
  });
  webContents.on("unresponsive", () => console.error("evenkeel: the console does not respond"));

  async function ask(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: "warning",
      message: say("crashed"),
      detail: say("crashedDetail"),
      buttons: [say("reload"), say("leaveIt")],
      defaultId: 0,
      cancelId: 1,
    });
    if (response !== 0) return;
    crashes = [];
    reload();
  }

  function reload(): void {
    if (!window.isDestroyed()) webContents.reload();
  }
}
