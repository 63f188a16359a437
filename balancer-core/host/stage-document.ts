// A scenario's entries in a document: put in at the end of each list, and taken out by their ids.
import { type Document, isMap, isSeq, YAMLSeq } from "yaml";
import { BalancerError } from "../contract/balancer-error.ts";
import type { StageDocument } from "../lab/scenarios/scenario.ts";

/** Where the entries of a stage go in the document. */
const places = [
  ["listeners", ["listeners"]],
  ["pools", ["pools"]],
  ["servers", ["lab", "servers"]],
  ["traffic", ["lab", "traffic"]],
] as const satisfies readonly (readonly [keyof StageDocument, readonly string[]])[];

export function idsOf(stage: StageDocument): string[] {
  return [...new Set(places.flatMap(([key]) => stage[key].map(({ id }) => id)))];
}

/** Throws ALREADY_EXISTS rather than mix a stage with what has its names. */
export function addStage(document: Document, stage: StageDocument, ids: readonly string[]): void {
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

export function removeStage(document: Document, ids: readonly string[]): void {
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
