// The last revisions of the configuration on disk: `NNNNNN.yaml` with its text and `NNNNNN.json` with who, when and what.
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeAtomically } from "./atomic-write.ts";
import { makePrivateDirectory } from "./workspace-folder.ts";

const mostRevisions = 50;

const noteSchema = z.object({
  revision: z.number().int().positive(),
  author: z.enum(["file", "api", "console", "core"]),
  at: z.string(),
  sentences: z.array(z.string()),
});

export type RevisionNote = z.output<typeof noteSchema>;

export interface History {
  /** 0 when there is none yet. */
  lastRevision(): Promise<number>;
  textOf(revision: number): Promise<string | undefined>;
  /** Undefined when there is none, or its note cannot be read. */
  noteOf(revision: number): Promise<RevisionNote | undefined>;
  /** Oldest first; revisions whose note cannot be read are left out. */
  list(): Promise<RevisionNote[]>;
  /** Adds one and forgets those beyond the last fifty. */
  record(note: RevisionNote, text: string): Promise<void>;
}

export function createHistory(directory: string): History {
  const name = (revision: number, ending: string) =>
    join(directory, `${String(revision).padStart(6, "0")}.${ending}`);

  async function revisions(): Promise<number[]> {
    const names = await readdir(directory).catch(() => []);
    return names
      .flatMap((file) => /^(\d{6,})\.yaml$/.exec(file)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other);
  }

  async function noteOf(revision: number): Promise<RevisionNote | undefined> {
    try {
      const note: unknown = JSON.parse(await readFile(name(revision, "json"), "utf8"));
      return noteSchema.parse(note);
    } catch {
      return undefined;
    }
  }

  return {
    lastRevision: async () => (await revisions()).at(-1) ?? 0,
    textOf: (revision) => readFile(name(revision, "yaml"), "utf8").catch(() => undefined),
    noteOf,
    async list() {
      const notes = await Promise.all((await revisions()).map(noteOf));
      return notes.filter((note) => note !== undefined);
    },
    async record(note, text) {
      await makePrivateDirectory(directory);
      const options = { mode: 0o600, backup: false };
      await writeAtomically(name(note.revision, "json"), JSON.stringify(note), options);
      await writeAtomically(name(note.revision, "yaml"), text, options);
      for (const old of (await revisions()).slice(0, -mostRevisions)) {
        await rm(name(old, "yaml"), { force: true });
        await rm(name(old, "json"), { force: true });
      }
    },
  };
}
