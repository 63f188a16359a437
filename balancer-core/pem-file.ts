// Files of certificates and keys, in PEM: read with a bound, and told apart from their earlier selves by a mark.
import { readFileSync, type Stats, statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { BalancerError } from "./contract/balancer-error.ts";
import { sentence } from "./contract/sentences.ts";
import { formatSize } from "./contract/units.ts";
import { systemCode } from "./errors.ts";

/** Longer than any chain; a path to something else must not fill our memory. */
const longestFileBytes = 1_048_576;

/** Throws FILE_NOT_FOUND or INVALID_CONFIG. Read at start and after a change only, so it may block. */
export function readPemFile(directory: string, path: string): string {
  const file = resolve(directory, path);
  try {
    if (statSync(file).size <= longestFileBytes) return readFileSync(file, "utf8");
  } catch (cause) {
    const message = sentence("FILE_UNREADABLE", { file: path, errno: systemCode(cause) });
    throw new BalancerError("FILE_NOT_FOUND", message, { cause });
  }
  const message = sentence("FILE_TOO_LARGE", { file: path, size: formatSize(longestFileBytes) });
  throw new BalancerError("INVALID_CONFIG", message);
}

/** Differs from an earlier mark when a file was written or replaced. */
export async function fileMark(directory: string, path: string): Promise<string> {
  return markOf(await stat(resolve(directory, path)).catch(() => undefined));
}

/** The same at once, for the moment before a file is read. */
export function fileMarkNow(directory: string, path: string): string {
  try {
    return markOf(statSync(resolve(directory, path)));
  } catch {
    return "";
  }
}

function markOf(seen: Stats | undefined): string {
  return seen ? `${seen.mtimeMs} ${seen.size} ${seen.ino}` : "";
}
