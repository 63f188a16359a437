// `evenkeel check FILE`: every problem of a configuration with its place, one a line on stdout.
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { BalancerError, formatProblem, parseConfig } from "../balancer-core/index.ts";

/** Throws FILE_NOT_FOUND. */
export async function runCheck(file: string): Promise<0 | 1> {
  const parsed = parseConfig(await readText(file), { directory: dirname(file) });
  if (parsed.ok) {
    const { listeners, pools } = parsed.config;
    process.stdout.write(
      `${file}: no problems (${listeners.length} listeners, ${pools.length} pools).\n`,
    );
    return 0;
  }
  const { problems } = parsed;
  const lines = problems.map((problem) => formatProblem(problem, file));
  process.stdout.write(`${lines.join("\n")}\n`);
  process.stderr.write(`${problems.length} ${problems.length === 1 ? "problem" : "problems"}.\n`);
  return 1;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new BalancerError("FILE_NOT_FOUND", `file "${file}" cannot be read`, { cause });
  }
}
