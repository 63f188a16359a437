// Which fields travel on: finds runs of kept field lines, so that they can be copied in their order, case and number.
import { type FieldTable, fieldKinds } from "./head-fields.ts";
import { textOf } from "./tokens.ts";

/** Whether a field of this kind travels on by itself; what is written anew or ends at this hop does not. */
export type KeptKinds = readonly boolean[];

/** Everything but the listed kinds. */
export function allKindsBut(...dropped: readonly number[]): KeptKinds {
  return Object.values(fieldKinds).map((kind) => !dropped.includes(kind));
}

/**
 * Puts where runs of kept lines begin and end into `runs`, and returns how many numbers that are. `alsoKeep` is the index of
 * one field that is kept whatever its kind, or -1. `listed` holds the names that `Connection` listed. The first run begins at
 * `lead`, with what stands before the fields and is kept with them; -1 when nothing is.
 */
function findKeptRuns(
  bytes: Buffer,
  fields: FieldTable,
  kept: KeptKinds,
  alsoKeep: number,
  listed: ReadonlySet<string> | null,
  lead: number,
): number {
  let found = 0;
  let isInRun = lead !== -1;
  if (isInRun) runs[found++] = lead;
  const { count, kinds, lineStarts } = fields;
  for (let index = 0; index < count; index++) {
    const kind = kinds[index] as number;
    let keep = kept[kind] === true || index === alsoKeep;
    // SECURITY: `Connection: host` and the like must not take away what frames or routes; those have kinds of their own.
    if (keep && listed !== null && kind === fieldKinds.other) {
      const name = textOf(bytes, lineStarts[index], fields.nameEnds[index]);
      keep = !listed.has(name.toLowerCase());
    }
    if (keep === isInRun) continue;
    runs[found++] = lineStarts[index] as number;
    isInRun = keep;
  }
  if (isInRun) runs[found++] = lineStarts[count] as number;
  return found;
}

// Filled and used up within one call.
const runs: number[] = [];

/** Copies what stands before the field lines and those to keep to `out` from `at`, and returns where it stopped. */
export function copyHeadWithKeptFields(
  bytes: Buffer,
  fields: FieldTable,
  kept: KeptKinds,
  alsoKeep: number,
  listed: ReadonlySet<string> | null,
  out: Buffer,
  at: number,
): number {
  let written = at;
  const found = findKeptRuns(bytes, fields, kept, alsoKeep, listed, 0);
  for (let index = 0; index < found; index += 2) {
    written += bytes.copy(out, written, runs[index], runs[index + 1]);
  }
  return written;
}

/** The field lines to keep, one character per byte, and with them what stands before the fields from `lead` on unless it is -1. */
export function keptFieldText(
  bytes: Buffer,
  fields: FieldTable,
  kept: KeptKinds,
  alsoKeep: number,
  listed: ReadonlySet<string> | null,
  lead = -1,
): string {
  return textOfRuns(bytes, findKeptRuns(bytes, fields, kept, alsoKeep, listed, lead));
}

function textOfRuns(bytes: Buffer, found: number): string {
  let text = "";
  for (let index = 0; index < found; index += 2) {
    text += textOf(bytes, runs[index], runs[index + 1]);
  }
  return text;
}

/** A whole message with its fields to keep, `lines` behind them, and all that follows up to `end`: in one piece when nothing changes. */
export function keptMessageText(
  bytes: Buffer,
  fields: FieldTable,
  kept: KeptKinds,
  listed: ReadonlySet<string> | null,
  lines: string,
  end: number,
): string {
  const found = findKeptRuns(bytes, fields, kept, -1, listed, 0);
  const fieldsEnd = fields.lineStarts[fields.count] as number;
  if (found === 2 && runs[1] === fieldsEnd && lines === "") return textOf(bytes, 0, end);
  return textOfRuns(bytes, found) + lines + textOf(bytes, fieldsEnd, end);
}
