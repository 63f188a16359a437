// Which fields travel on: copies runs of kept field lines, in their order, case and number, without touching their bytes.
import { type FieldTable, fieldKinds } from "./head-fields.ts";

/** Whether a field of this kind travels on by itself; what is written anew or ends at this hop does not. */
export type KeptKinds = readonly boolean[];

/** Everything but the listed kinds. */
export function allKindsBut(...dropped: readonly number[]): KeptKinds {
  return Object.values(fieldKinds).map((kind) => !dropped.includes(kind));
}

/**
 * Copies the field lines to keep to `out` from `at` and returns where it stopped. `alsoKeep` is the index of one field
 * that is kept whatever its kind, or -1. `listed` holds the names that `Connection` listed.
 */
export function copyKeptFields(
  bytes: Buffer,
  fields: FieldTable,
  kept: KeptKinds,
  alsoKeep: number,
  listed: Set<string> | null,
  out: Buffer,
  at: number,
): number {
  let written = at;
  let runStart = -1;
  const { count, kinds, lineStarts } = fields;
  for (let index = 0; index < count; index++) {
    const kind = kinds[index] as number;
    let keep = kept[kind] === true || index === alsoKeep;
    // SECURITY: `Connection: host` and the like must not take away what frames or routes; those have kinds of their own.
    if (keep && listed !== null && kind === fieldKinds.other) {
      const name = bytes.toString("latin1", lineStarts[index], fields.nameEnds[index]);
      keep = !listed.has(name.toLowerCase());
    }
    if (keep) {
      if (runStart === -1) runStart = lineStarts[index] as number;
    } else if (runStart !== -1) {
      written += bytes.copy(out, written, runStart, lineStarts[index]);
      runStart = -1;
    }
  }
  if (runStart !== -1) written += bytes.copy(out, written, runStart, lineStarts[count]);
  return written;
}
