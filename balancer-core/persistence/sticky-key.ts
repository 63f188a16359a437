// The key that stickiness cookies are sealed with: made once per workspace, kept in a file only its owner reads, or given by a file
// that several balancers share.
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { BalancerError } from "../contract/balancer-error.ts";
import { systemCode } from "../errors.ts";

const keyPattern = /^[0-9a-f]{64}$/i;
/** Names a file that is there already, so that a mistyped path cannot quietly begin a key of its own. */
export const stickyKeyVariable = "EVENKEEL_STICKY_KEY_FILE";

/** 32 bytes. Throws FILE_NOT_FOUND, INVALID_CONFIG or WORKSPACE_UNWRITABLE. Read at once: a pool that needs it is being made. */
export function readOrCreateStickyKey(
  directory: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Buffer {
  const shared = environment[stickyKeyVariable];
  if (shared) return readKey(resolve(shared), `the file that ${stickyKeyVariable} names`);
  const file = join(directory, "sticky-key");
  const made = existsSync(file) ? undefined : makeKey(file);
  return made ?? readKey(file, "the key of stickiness cookies");
}

function readKey(file: string, what: string): Buffer {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (cause) {
    const message = `${what}, "${file}", cannot be read: ${systemCode(cause)}`;
    throw new BalancerError("FILE_NOT_FOUND", message, { cause });
  }
  if (!keyPattern.test(text)) {
    throw new BalancerError(
      "INVALID_CONFIG",
      `${what}, "${file}", must hold 64 hexadecimal digits, as "openssl rand -hex 32" gives them`,
    );
  }
  return Buffer.from(text, "hex");
}

/** Undefined when there is a file already, also one that another process made this instant. */
function makeKey(file: string): Buffer | undefined {
  const key = randomBytes(32);
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    // SECURITY: 0600, or every user of the machine could send clients to the server of their choice.
    const handle = openSync(temporary, "wx", 0o600);
    try {
      writeSync(handle, `${key.toString("hex")}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    // A link is made whole or not at all, and never over a file that is there.
    linkSync(temporary, file);
    return key;
  } catch (cause) {
    if (systemCode(cause) === "EEXIST") return undefined;
    const message = `the key of stickiness cookies, "${file}", cannot be written: ${systemCode(cause)}`;
    throw new BalancerError("WORKSPACE_UNWRITABLE", message, { cause });
  } finally {
    rmSync(temporary, { force: true });
  }
}
