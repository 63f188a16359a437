// The token that opens the API and the console: made once, kept in a file only its owner reads.
import { randomBytes } from "node:crypto";
import { lstat, readFile } from "node:fs/promises";
import { BalancerError } from "../contract/balancer-error.ts";
import { systemCode } from "../errors.ts";
import { writeAtomically } from "./atomic-write.ts";

const tokenPattern = /^[0-9a-f]{64}$/;

/** 32 random bytes as hex. A file that holds anything else is replaced; a link to one is refused with INVALID_CONFIG. */
export async function readOrCreateToken(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return "";
    throw error;
  });
  if (tokenPattern.test(text.trim())) return text.trim();
  // SECURITY: whoever may place a link here must not decide which file of ours is overwritten.
  if ((await lstat(file).catch(() => undefined))?.isSymbolicLink() === true) {
    throw new BalancerError("INVALID_CONFIG", `"${file}" is a link to what is no token`);
  }
  const token = randomBytes(32).toString("hex");
  // SECURITY: 0600, or every user of the machine could steer the balancer.
  await writeAtomically(file, `${token}\n`, { mode: 0o600, backup: false });
  return token;
}
