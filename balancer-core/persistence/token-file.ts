// The token that opens the API and the console: made once, kept in a file only its owner reads.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { systemCode } from "../errors.ts";
import { writeAtomically } from "./atomic-write.ts";

const tokenPattern = /^[0-9a-f]{64}$/;

/** 32 random bytes as hex. A file that holds anything else is replaced. */
export async function readOrCreateToken(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return "";
    throw error;
  });
  if (tokenPattern.test(text.trim())) return text.trim();
  const token = randomBytes(32).toString("hex");
  // SECURITY: 0600, or every user of the machine could steer the balancer.
  await writeAtomically(file, `${token}\n`, { mode: 0o600, backup: false });
  return token;
}
