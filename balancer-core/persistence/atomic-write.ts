// Replaces a file so that a reader, or a crash at any moment, finds either the old text or the new one, never a part.
import { randomBytes } from "node:crypto";
import { copyFile, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { systemCode } from "../errors.ts";

export interface AtomicWriteOptions {
  /** Permissions of the file; those it has already when absent. */
  readonly mode?: number;
  /** Keeps the text before as `<file>.bak`. */
  readonly backup?: boolean;
}

/**
 * Temporary file beside it, fsync, rename. A symbolic link stays one: what it leads to is replaced. Rejects with the system's
 * error, the old file untouched.
 */
export async function writeAtomically(
  path: string,
  text: string,
  { mode, backup = true }: AtomicWriteOptions = {},
): Promise<void> {
  const file = await realpath(path).catch(() => path);
  const existing = await stat(file).catch(() => undefined);
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const handle = await open(temporary, "wx", mode ?? (existing ? existing.mode & 0o777 : 0o600));
    try {
      // The system takes the process's mask off what `open` asks for.
      if (existing && mode === undefined) await handle.chmod(existing.mode & 0o777);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (existing && backup) await copyFile(file, `${file}.bak`);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Makes the rename itself durable. Systems that cannot sync a folder keep their promise in other ways. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!["EISDIR", "EPERM", "EINVAL", "EACCES", "ENOTSUP"].includes(systemCode(error))) {
      throw error;
    }
  }
}
