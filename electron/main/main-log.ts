// A file for what the shell itself has to say: a packed app has no terminal, and an error that nobody can read is swallowed.
import { appendFileSync, renameSync, statSync } from "node:fs";
import { format } from "node:util";

const maxBytes = 1_048_576;

/** From now on, what goes to `console.error` goes to the file as well. The file before the last mebibyte is kept once. */
export function keepMainLog(file: string): void {
  const say = console.error;
  let isBroken = false;
  console.error = (...said: readonly unknown[]) => {
    say(...said);
    if (isBroken) return;
    try {
      if (sizeOf(file) > maxBytes) renameSync(file, `${file}.1`);
      // At once, for the next line may be the last one.
      appendFileSync(file, `${new Date().toISOString()} ${format(...said)}\n`, { mode: 0o600 });
    } catch (error) {
      isBroken = true;
      say(`evenkeel: "${file}" cannot be written:`, error);
    }
  };
}

/** Whoever read what is said here, a terminal or a pipe, may go away; the balancer must not end for it. */
export function outliveReaders(
  streams: readonly Pick<NodeJS.WriteStream, "on">[] = [process.stdout, process.stderr],
): void {
  for (const stream of streams) stream.on("error", () => {});
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
