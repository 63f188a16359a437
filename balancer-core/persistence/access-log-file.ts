// The log's file on disk: appends, counts its size and rotates it to `file.1`, `file.2` … One call at a time; the caller waits.
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { systemCode } from "../errors.ts";

export interface RotationLimits {
  /** 0 never rotates. */
  readonly maxBytes: number;
  /** Rotated files kept; 0 throws the old content away. */
  readonly keep: number;
}

export interface LogFile {
  /** Opens the file when needed; rejects with the system's error. */
  append(bytes: Buffer, limits: RotationLimits): Promise<void>;
  /** The next append opens the path again. */
  close(): Promise<void>;
}

export function createLogFile(path: string): LogFile {
  let handle: FileHandle | null = null;
  let size = 0;

  async function opened(): Promise<FileHandle> {
    if (handle) return handle;
    await makeFolder(dirname(path));
    // SECURITY: the log names clients and what they asked for, so only its owner may read it.
    handle = await open(path, "a", 0o600);
    size = (await handle.stat()).size;
    return handle;
  }

  async function close(): Promise<void> {
    const closing = handle;
    handle = null;
    await closing?.close();
  }

  async function rotate(keep: number): Promise<void> {
    await close();
    if (keep === 0) {
      await rm(path, { force: true });
      return;
    }
    for (let number = keep; number > 1; number -= 1) {
      await renameIfThere(`${path}.${number - 1}`, `${path}.${number}`);
    }
    await renameIfThere(path, `${path}.1`);
  }

  return {
    async append(bytes, { maxBytes, keep }) {
      let file = await opened();
      if (maxBytes > 0 && size > 0 && size + bytes.length > maxBytes) {
        await rotate(keep);
        file = await opened();
      }
      try {
        await file.appendFile(bytes);
      } catch (error) {
        // The handle may be broken for good (a disk that went away): the next try opens anew.
        await close().catch(() => undefined);
        throw error;
      }
      size += bytes.length;
    },
    close,
  };
}

/** Not `recursive`: where a folder cannot be made (`/proc/none`) Node 20 then tries for ever. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = systemCode(error);
    if (code === "EEXIST") return;
    const parent = dirname(folder);
    if (code !== "ENOENT" || parent === folder) throw error;
    await makeFolder(parent);
    await mkdir(folder);
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
  }
}
