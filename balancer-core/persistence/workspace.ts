// One workspace: the configuration file, the token and the history. Everything the product keeps goes through here.
import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { BalancerError } from "../contract/balancer-error.ts";
import { systemCode } from "../errors.ts";
import { type PendingWrite, prepareWrite } from "./atomic-write.ts";
import { demoDocument, isDemoDocument } from "./demo-document.ts";
import { moveTakenPorts } from "./free-ports.ts";
import { createHistory, type History } from "./history.ts";
import { closeToOthers } from "./private-files.ts";
import { readOrCreateStickyKey } from "./sticky-key.ts";
import { readOrCreateToken } from "./token-file.ts";
import { makePrivateDirectory } from "./workspace-folder.ts";

export interface Workspace {
  readonly directory: string;
  /** The configuration file; its folder is where relative paths of the configuration begin. */
  readonly file: string;
  readonly token: string;
  /** The key of stickiness cookies, made when first asked for; throws when there is none to be had. */
  readonly stickyKey: () => Buffer;
  readonly history: History;
  /** Sentences for people about opening it: a demo made, a port moved, a secret that others could read. */
  readonly notes: readonly string[];
  /** Rejects with FILE_NOT_FOUND. */
  read(): Promise<string>;
  /** Atomic, keeps a backup. Rejects with WORKSPACE_UNWRITABLE. */
  write(text: string): Promise<void>;
  /** The first half of it: what is left to do can hardly fail. Both halves reject with WORKSPACE_UNWRITABLE. */
  prepareWrite(text: string): Promise<PendingWrite>;
}

export interface WorkspaceOptions {
  readonly directory: string;
  /** A file of the user's; the workspace's own, made from the demo at first run, when absent. */
  readonly configFile?: string | undefined;
}

/** Makes what is missing. Rejects with FILE_NOT_FOUND for a `configFile` that is not there. */
export async function openWorkspace({
  directory,
  configFile,
}: WorkspaceOptions): Promise<Workspace> {
  const root = resolve(directory);
  const file = configFile === undefined ? join(root, "evenkeel.yaml") : resolve(configFile);
  const read = () => readText(file);
  const prepare = async (text: string): Promise<PendingWrite> => {
    const pending = await guard(root, () => prepareWrite(file, text));
    return { ...pending, commit: () => guard(root, () => pending.commit()) };
  };
  const write = async (text: string) => (await prepare(text)).commit();
  await guard(root, () => makePrivateDirectory(root));
  const token = await guard(root, () => readOrCreateToken(join(root, "token")));
  const demoNotes = configFile === undefined ? await prepareOwnFile(file, read, write) : [];
  const notes = [...demoNotes, ...(await closeToOthers(root))];
  await read();
  let stickyKey: Buffer | undefined;
  return {
    directory: configFile === undefined ? root : dirname(file),
    file,
    token,
    stickyKey() {
      stickyKey ??= readOrCreateStickyKey(root);
      return stickyKey;
    },
    history: createHistory(join(root, "history")),
    notes,
    read,
    write,
    prepareWrite: prepare,
  };
}

/** Makes the demo at first run, and keeps one that is still the demo startable when its ports are taken. */
async function prepareOwnFile(
  file: string,
  read: () => Promise<string>,
  write: (text: string) => Promise<void>,
): Promise<readonly string[]> {
  const exists = (await stat(file).catch(() => undefined)) !== undefined;
  const before = exists ? await read() : demoDocument;
  if (!isDemoDocument(before)) return [];
  const { text, notes } = await moveTakenPorts(before);
  if (!exists || text !== before) await write(text);
  return exists ? notes : [`made a demo workspace: ${file}`, ...notes];
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const message = `configuration file "${file}" cannot be read: ${systemCode(cause)}`;
    throw new BalancerError("FILE_NOT_FOUND", message, { cause });
  }
}

async function guard<Result>(directory: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof BalancerError) throw cause;
    const message = `workspace "${directory}" cannot be written: ${systemCode(cause)}`;
    throw new BalancerError("WORKSPACE_UNWRITABLE", message, { cause });
  }
}
