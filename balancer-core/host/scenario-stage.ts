// The stage of scenarios in the user's configuration: entries named `lab-…` that are added, and taken away again so that the
// text is what it was. A note beside the file lets the next start do it after a crash.
import { readFile, rm } from "node:fs/promises";
import { type Document, isMap, isSeq, YAMLSeq } from "yaml";
import { z } from "zod";
import { BalancerError } from "../contract/balancer-error.ts";
import type { StageDocument } from "../lab/scenarios/scenario.ts";
import type { Stage } from "../lab/scenarios/stage.ts";
import { writeAtomically } from "../persistence/atomic-write.ts";
import { updatePool, updateServer } from "../persistence/document-edit.ts";
import { editText } from "../persistence/edit-text.ts";
import { nextFreePort } from "../persistence/free-ports.ts";
import type { Workspace } from "../persistence/workspace.ts";
import type { Configuration } from "./configuration.ts";

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

  async function edit(mutate: (document: Document) => void): Promise<void> {
    const wasOurs = configuration.text === note?.during;
    await configuration.edit(mutate, "core");
    // What somebody else changed meanwhile is not to be taken back.
    if (note && wasOurs) await keep({ ...note, during: configuration.text });
  }

  /** Another text, made from the present one; made again when somebody was faster. */
  async function replace(make: (text: string) => string, remark: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const { text, revision } = configuration;
      const next = make(text);
      if (next === text) return;
      try {
        await configuration.replace(next, "core", { remark, ifRevision: revision });
        return;
      } catch (error) {
        const isLate = error instanceof BalancerError && error.code === "CONFIG_CONFLICT";
        if (!isLate || attempt >= mostAttempts) throw error;
      }
    }
  }

  async function keep(next: z.output<typeof noteSchema>): Promise<void> {
    note = next;
    await writeAtomically(noteFile(workspace), JSON.stringify(next), {
      mode: 0o600,
      backup: false,
    });
  }

  async function forget(): Promise<void> {
    note = null;
    await rm(noteFile(workspace), { force: true });
  }

  return {
    async setUp(document, remark) {
      const ids = idsOf(document);
      const add = (text: string) => editText(text, (target) => addStage(target, document, ids));
      const { text } = configuration;
      await keep({ before: text, during: add(text), ids });
      try {
        await replace(add, remark);
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
      const { before, during, ids } = note ?? { before: "", during: undefined, ids: [] };
      await replace(
        (text) => (text === during ? before : editText(text, (target) => removeStage(target, ids))),
        remark,
      );
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

/** Where the entries of a stage go in the document. */
const places = [
  ["listeners", ["listeners"]],
  ["pools", ["pools"]],
  ["servers", ["lab", "servers"]],
  ["traffic", ["lab", "traffic"]],
] as const satisfies readonly (readonly [keyof StageDocument, readonly string[]])[];

function idsOf(stage: StageDocument): string[] {
  return [...new Set(places.flatMap(([key]) => stage[key].map(({ id }) => id)))];
}

/** Throws ALREADY_EXISTS rather than mix a stage with what has its names. */
function addStage(document: Document, stage: StageDocument, ids: readonly string[]): void {
  for (const [key, path] of places) {
    const present = document.getIn(path);
    const list = isSeq(present) ? present : new YAMLSeq(document.schema);
    const taken = list.items.find((item) => isNamed(item, ids));
    if (isMap(taken)) {
      const message = `"${String(taken.get("id"))}" is in the configuration already: remove it, then start the scenario again`;
      throw new BalancerError("ALREADY_EXISTS", message);
    }
    for (const entry of stage[key]) list.add(document.createNode(entry, { flow: true }));
    if (list !== present) document.setIn(path, list);
  }
}

function removeStage(document: Document, ids: readonly string[]): void {
  for (const [, path] of places) {
    const list = document.getIn(path);
    if (!isSeq(list)) continue;
    const kept = list.items.filter((item) => !isNamed(item, ids));
    if (kept.length === list.items.length) continue;
    list.items = kept;
    // Keys that came with the stage go with it.
    if (kept.length === 0) document.deleteIn(path);
  }
  const lab = document.get("lab");
  if (isMap(lab) && lab.items.length === 0) document.delete("lab");
}

function isNamed(item: unknown, ids: readonly string[]): boolean {
  return isMap(item) && ids.includes(String(item.get("id")));
}
