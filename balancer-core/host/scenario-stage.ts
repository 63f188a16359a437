// The stage of scenarios in the user's configuration: entries named `lab-…` that are added, and taken away again so that the
// text is what it was. A note beside the file lets the next start do it after a crash.
//
// What a scenario does is nobody's step. So that undo and redo never bring it back, its changes are made in the texts they lead to
// as well: those written since the stage was set get each change of its steps, and lose the stage when it is taken away.
import { readFile, rm } from "node:fs/promises";
import type { Document } from "yaml";
import { z } from "zod";
import { BalancerError } from "../contract/balancer-error.ts";
import type { Stage } from "../lab/scenarios/stage.ts";
import { writeAtomically } from "../persistence/atomic-write.ts";
import { updatePool, updateServer } from "../persistence/document-edit.ts";
import { editText } from "../persistence/edit-text.ts";
import { nextFreePort } from "../persistence/free-ports.ts";
import type { Workspace } from "../persistence/workspace.ts";
import type { Configuration } from "./configuration.ts";
import { addStage, idsOf, removeStage } from "./stage-document.ts";

/** Below the ports that systems give away by themselves, above those people like. */
const firstPort = 19_001;

const mostAttempts = 3;

/** Only what is named is taken away: others may have ids that begin so too. */
const noteSchema = z.strictObject({
  before: z.string(),
  during: z.string(),
  ids: z.array(z.string()),
});
const noteFile = ({ file }: Pick<Workspace, "file">) => `${file}.scenario`;

export interface ScenarioStageOptions {
  readonly configuration: Configuration;
  readonly workspace: Pick<Workspace, "file">;
}

export function createScenarioStage({ configuration, workspace }: ScenarioStageOptions): Stage {
  /** The texts before the stage and with it; null while there is none. */
  let note: z.output<typeof noteSchema> | null = null;
  let pools: readonly string[] = [];
  /** Texts that undo and redo led to before the stage was set: what has its names there is not its own. */
  const earlier = new Set<string>();
  /** Texts with the stage, and what they were or would be without it, to the byte. */
  const without = new Map<string, string>();

  async function edit(mutate: (document: Document) => void): Promise<void> {
    let isOurs = false;
    const mutateInTurn = (document: Document) => {
      // Asked in the turn: a change of somebody else's may have come first.
      isOurs = configuration.text === note?.during;
      mutate(document);
    };
    await configuration.edit(mutateInTurn, "core", { inSteps: (text) => inStep(text, mutate) });
    // What somebody else changed meanwhile is not to be taken back.
    if (note && isOurs) await keep({ ...note, during: configuration.text });
  }

  function inStep(text: string, mutate: (document: Document) => void): string {
    if (!hasStage(text)) return text;
    const next = tryEdit(text, mutate);
    const bare = without.get(text);
    if (bare !== undefined) without.set(next, bare);
    return next;
  }

  function withoutStage(text: string): string {
    if (!hasStage(text)) return text;
    const ids = note?.ids ?? [];
    return without.get(text) ?? tryEdit(text, (document) => removeStage(document, ids));
  }

  const hasStage = (text: string): boolean =>
    !earlier.has(text) && note !== null && note.ids.some((id) => text.includes(id));

  /** Another text, made from the present one; made again when somebody was faster. */
  async function replace(
    make: (text: string) => string,
    remark: string,
    inSteps: (text: string) => string,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const { text, revision } = configuration;
      const next = make(text);
      try {
        await configuration.replace(next, "core", { remark, ifRevision: revision, inSteps });
        return;
      } catch (error) {
        const isLate = error instanceof BalancerError && error.code === "CONFIG_CONFLICT";
        if (!isLate || attempt >= mostAttempts) throw error;
      }
    }
  }

  async function keep(next: z.output<typeof noteSchema>): Promise<void> {
    note = next;
    without.set(next.during, next.before);
    await writeAtomically(noteFile(workspace), JSON.stringify(next), {
      mode: 0o600,
      backup: false,
    });
  }

  async function forget(): Promise<void> {
    note = null;
    earlier.clear();
    without.clear();
    await rm(noteFile(workspace), { force: true });
  }

  return {
    async setUp(document, remark) {
      const ids = idsOf(document);
      const add = (text: string) => editText(text, (target) => addStage(target, document, ids));
      const { text } = configuration;
      await keep({ before: text, during: add(text), ids });
      try {
        await replace(add, remark, (text) => {
          earlier.add(text);
          return text;
        });
      } catch (error) {
        await forget();
        throw error;
      }
      // Somebody was faster, and what there was before is what they made.
      if (note?.during !== configuration.text) {
        const during = configuration.text;
        await keep({ before: editText(during, (target) => removeStage(target, ids)), during, ids });
      }
      pools = document.pools.map(({ id }) => id);
    },
    async clear(remark) {
      pools = [];
      if (note === null) return;
      await replace(withoutStage, remark, withoutStage);
      await forget();
    },
    async addresses(count) {
      const claimed = new Set<number>();
      const addresses: string[] = [];
      while (addresses.length < count) {
        const port = await nextFreePort(firstPort, claimed);
        if (port === undefined) {
          const message = `no port from ${firstPort} on is free for simulated servers`;
          throw new BalancerError("LISTENER_PORT_IN_USE", message);
        }
        claimed.add(port);
        addresses.push(`127.0.0.1:${port}`);
      }
      return addresses;
    },
    isWhole: () => pools.every((pool) => configuration.config.pools.some(({ id }) => id === pool)),
    updatePool: (pool, changes) => edit((document) => updatePool(document, pool, changes)),
    updateServer: (pool, server, changes) =>
      edit((document) => updateServer(document, pool, server, changes)),
  };
}

/** Before the configuration is read for the first time: takes away what a scenario left behind when the process died in it. */
export async function clearLeftStage(
  workspace: Pick<Workspace, "file" | "read" | "write">,
): Promise<boolean> {
  const file = noteFile(workspace);
  const kept = await readFile(file, "utf8").catch(() => undefined);
  if (kept === undefined) return false;
  const note = noteSchema.safeParse(tryJson(kept));
  const text = await workspace.read();
  // One that cannot be read says nothing; what there is in the file is then the user's to judge.
  if (!note.success) {
    await rm(file, { force: true });
    return false;
  }
  const { before, during, ids } = note.data;
  const next = text === during ? before : editText(text, (target) => removeStage(target, ids));
  if (next !== text) await workspace.write(next);
  await rm(file, { force: true });
  return next !== text;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text as it is where somebody took away what was to be edited. */
function tryEdit(text: string, mutate: (document: Document) => void): string {
  try {
    return editText(text, mutate);
  } catch {
    return text;
  }
}
