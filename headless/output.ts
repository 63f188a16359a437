// Where words go: people read stderr in --json mode and stdout otherwise; scripts read one JSON object a line on stdout.
// On a terminal a status line stays below what is said.
import { createTerminalLine, type TerminalLine } from "./terminal-line.ts";

export interface Output {
  /** A line for people. */
  say(line: string): void;
  /** A line for scripts; nothing without --json. What comes before `ready` is held back: scripts read that line first. */
  report(event: Readonly<Record<string, unknown>>): void;
  /** The line kept at the bottom; undefined when stderr is no terminal. */
  readonly statusLine: TerminalLine | undefined;
}

const mostHeldBack = 1_000;

export function createOutput(json: boolean): Output {
  // Whoever read us may be gone; that is no reason to stop balancing.
  process.stdout.on("error", ignoreClosedPipe);
  process.stderr.on("error", ignoreClosedPipe);
  let heldBack: string[] | undefined = [];
  const people = json ? process.stderr : process.stdout;
  const statusLine = createTerminalLine(process.stderr, process.env);
  const print = (stream: NodeJS.WriteStream, text: string) => {
    // Only what appears on the same screen can tear the line.
    if (statusLine === undefined || !stream.isTTY) stream.write(text);
    else statusLine.around(() => stream.write(text));
  };
  return {
    statusLine,
    say: (line) => print(people, `${line}\n`),
    report(event) {
      if (!json) return;
      const line = `${JSON.stringify(event)}\n`;
      if (event.event === "ready") {
        print(process.stdout, line);
        for (const earlier of heldBack ?? []) print(process.stdout, earlier);
        heldBack = undefined;
      } else if (heldBack === undefined) {
        print(process.stdout, line);
      } else if (heldBack.length < mostHeldBack) {
        heldBack.push(line);
      }
    },
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
