// What a trusted proxy said about the client and the proxies before it, taken apart so that we can add to it.
import { type FieldTable, fieldKinds } from "./head-fields.ts";

export interface KeptForwarding {
  readonly for: string | undefined;
  readonly proto: string | undefined;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly forwarded: string | undefined;
  /** Whole lines of every other X-Forwarded-* field. */
  readonly others: string;
}

const known = new Set([
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "x-forwarded-port",
  "forwarded",
]);

/** A list in which every quoted string ends. */
const closedQuotes = /^(?:[^"]|"(?:[^"\\]|\\.)*")*$/;

export function keptForwarding(bytes: Buffer, fields: FieldTable): KeptForwarding {
  let others = "";
  for (let index = 0; index < fields.count; index++) {
    if (fields.kinds[index] !== fieldKinds.forwarded) continue;
    const { lineStarts, nameEnds } = fields;
    const name = bytes.toString("latin1", lineStarts[index], nameEnds[index]).toLowerCase();
    // SECURITY: what a proxy did not write itself, such as X_Forwarded_For, comes from its client and would be read as ours.
    if (known.has(name) || name.includes("_")) continue;
    others += bytes.toString("latin1", lineStarts[index], lineStarts[index + 1]);
  }
  const forwarded = fields.find(bytes, "forwarded");
  return {
    for: fields.find(bytes, "x-forwarded-for"),
    proto: fields.find(bytes, "x-forwarded-proto"),
    host: fields.find(bytes, "x-forwarded-host"),
    port: fields.find(bytes, "x-forwarded-port"),
    // SECURITY: in a string that does not end, what we add would be read as part of what a client made up.
    forwarded: forwarded !== undefined && closedQuotes.test(forwarded) ? forwarded : undefined,
    others,
  };
}
