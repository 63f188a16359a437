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

/** A text that is on the disk already, beside the file it will replace. */
export interface PendingWrite {
  /** Takes the file's place. Rejects with the system's error, the old file untouched. */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/** Temporary file beside it, fsync, rename. Rejects with the system's error, the old file untouched. */
export async function writeAtomically(
  path: string,
  text: string,
  options: AtomicWriteOptions = {},
): Promise<void> {
  const pending = await prepareWrite(path, text, options);
  await pending.commit();
}

/**
 * The part that fails for want of room or permission, without touching the file. A symbolic link stays one: what it leads to
 * is replaced.
 */
export async function prepareWrite(
  path: string,
  text: string,
  { mode, backup = true }: AtomicWriteOptions = {},
): Promise<PendingWrite> {
  const file = await realpath(path).catch(() => path);
  const existing = await stat(file).catch(() => undefined);
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  const discard = () => rm(temporary, { force: true });
  async function orDiscard(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      await discard();
      throw error;
    }
  }
  await orDiscard(async () => {
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
  });
  return {
    async commit() {
      await orDiscard(() => rename(temporary, file));
      await syncFolder(dirname(file));
    },
    discard,
  };
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
