// One process for each folder, told at once: a file that only one can create, and another that a later process leaves.
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface SecondInstance {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly data: unknown;
}

export function lockInstance(
  folder: string,
  data: object | undefined,
  onSecond: (second: SecondInstance) => void,
): boolean {
  const lock = join(folder, "instance.lock");
  const calls = join(folder, "second-instances");
  mkdirSync(calls, { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
  } catch {
    const call: SecondInstance = { argv: process.argv, directory: process.cwd(), data };
    writeFileSync(join(calls, `${process.pid}.json`), JSON.stringify(call));
    return false;
  }
  process.on("exit", () => rmSync(lock, { force: true }));
  const told = new Set<string>();
  watch(calls, { persistent: false }, () => {
    for (const name of readdirSync(calls)) {
      const call = told.has(name) ? undefined : tryRead(join(calls, name));
      if (call === undefined) continue;
      told.add(name);
      onSecond(call);
    }
  });
  return true;
}

/** Undefined while the file is still being written. */
function tryRead(file: string): SecondInstance | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
