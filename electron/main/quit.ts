// Leaving without losing a request: the first attempt to quit waits for the balancer, a second one does not.
import { app } from "electron";

export interface QuitOptions {
  /** Must end by itself; the balancer's own shutdown deadline sees to that. */
  readonly stop: () => Promise<void>;
  /** What is left to do once the balancer has stopped. */
  readonly finish: () => Promise<void>;
}

export interface Quit {
  readonly isQuitting: boolean;
}

export function finishRequestsBeforeQuit({ stop, finish }: QuitOptions): Quit {
  let isQuitting = false;
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (isQuitting) {
      app.exit(1);
      return;
    }
    isQuitting = true;
    // `exit`, because quitting again would only come back here.
    stop()
      .then(finish)
      .then(
        () => app.exit(0),
        (error: unknown) => {
          console.error("evenkeel: the balancer did not stop cleanly:", error);
          app.exit(1);
        },
      );
  });
  return {
    get isQuitting() {
      return isQuitting;
    },
  };
}
