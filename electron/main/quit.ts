// Leaving without losing a request: the first attempt to quit waits for the balancer, a second one does not.
import { app } from "electron";

/** `stop` must end by itself; the balancer's own shutdown deadline sees to that. */
export function finishRequestsBeforeQuit(stop: () => Promise<void>): void {
  let isStopping = false;
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (isStopping) {
      app.exit(1);
      return;
    }
    isStopping = true;
    // `exit`, because quitting again would only come back here.
    stop().then(
      () => app.exit(0),
      (error: unknown) => {
        console.error("evenkeel: the balancer did not stop cleanly:", error);
        app.exit(1);
      },
    );
  });
}
