// Whether anybody else can read what is secret in a workspace, or write into it: closed where that can be done, and told.
import { chmod, stat } from "node:fs/promises";
import { join } from "node:path";

const secrets = ["token", "sticky-key", "tls/ca.key"];
const readableByOthers = 0o077;
const writableByOthers = 0o022;

/** Sentences for people about what was open. Windows keeps permissions in another way, so nothing is looked at there. */
export async function closeToOthers(directory: string): Promise<readonly string[]> {
  if (process.platform === "win32") return [];
  const notes = await Promise.all(secrets.map((name) => closeSecret(join(directory, name))));
  if ((await modeOf(directory)) & writableByOthers) {
    notes.push([
      `other users may write into "${directory}", and so steer the balancer; close it with chmod 700`,
    ]);
  }
  return notes.flat();
}

async function closeSecret(file: string): Promise<readonly string[]> {
  if (((await modeOf(file)) & readableByOthers) === 0) return [];
  try {
    // SECURITY: copied by a backup or made by hand, it would go on telling every user of the machine.
    await chmod(file, 0o600);
    return [`other users could read "${file}" and no longer can; remove it to have a new one made`];
  } catch {
    return [`other users can read "${file}"; close it with chmod 600`];
  }
}

/** Zero for what is not there. */
async function modeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mode ?? 0;
}
