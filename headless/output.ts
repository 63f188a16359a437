// Where words go: people read stderr in --json mode and stdout otherwise; scripts read one JSON object a line on stdout.

export interface Output {
  /** A line for people. */
  say(line: string): void;
  /** A line for scripts; nothing without --json. What comes before `ready` is held back: scripts read that line first. */
  report(event: Readonly<Record<string, unknown>>): void;
}

const mostHeldBack = 1_000;

export function createOutput(json: boolean): Output {
  // Whoever read us may be gone; that is no reason to stop balancing.
  process.stdout.on("error", ignoreClosedPipe);
  process.stderr.on("error", ignoreClosedPipe);
  let heldBack: string[] | undefined = [];
  const people = json ? process.stderr : process.stdout;
  return {
    say: (line) => people.write(`${line}\n`),
    report(event) {
      if (!json) return;
      const line = `${JSON.stringify(event)}\n`;
      if (event.event === "ready") {
        process.stdout.write(line);
        for (const earlier of heldBack ?? []) process.stdout.write(earlier);
        heldBack = undefined;
      } else if (heldBack === undefined) {
        process.stdout.write(line);
      } else if (heldBack.length < mostHeldBack) {
        heldBack.push(line);
      }
    },
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
