// What signals do to a running balancer: stop with care, stop at once, read the file again, open the log again.

export interface SignalActions {
  /** First SIGTERM or SIGINT. The process ends with code 0 when it resolves. */
  stop(): Promise<void>;
  /** SIGHUP. */
  reload(): Promise<void>;
  /** SIGUSR2, which Windows does not have. */
  reopenLog(): Promise<void>;
}

/** Under npm a Ctrl+C arrives twice, from the terminal and from npm; a person cannot press it twice this fast. */
const echoMs = 300;
/** Conventional exit code of a process ended by a signal: 128 and its number. */
const signalExitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

export function handleSignals(actions: SignalActions): void {
  let stoppingSince: number | undefined;
  // Nothing else keeps the process alive once the sockets are closed, or without any listener.
  setInterval(() => {}, 0x7fffffff);

  const onStop = (signal: "SIGINT" | "SIGTERM") => {
    const now = performance.now();
    if (stoppingSince !== undefined) {
      const isEcho = signal === "SIGINT" && isUnderNpm() && now - stoppingSince < echoMs;
      if (!isEcho) process.exit(signalExitCodes[signal]);
      return;
    }
    stoppingSince = now;
    actions.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", onStop);
  process.on("SIGINT", onStop);
  // Windows knows no such signal, and listening for it would throw there.
  if (process.platform !== "win32") {
    process.on("SIGUSR2", () => {
      actions.reopenLog().catch((error: unknown) => console.error(error));
    });
  }
  process.on("SIGHUP", () => {
    actions.reload().catch((error: unknown) => console.error(error));
  });
}

function isUnderNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined;
}
