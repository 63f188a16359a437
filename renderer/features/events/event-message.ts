// Finds the objects an event's message names, `server "s3"` or, in German, `Server „s3“`, so that the page can make them links. Pure.
import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";
import { capitalised } from "../../lib/sentence.ts";
import type { Selection } from "../../state/selection-store.ts";

export interface MessagePart {
  readonly text: string;
  /** What the text names, where it can be inspected. */
  readonly target: Selection | null;
}

export function messageParts({
  message,
  pool,
}: Pick<BalancerEvent, "message" | "pool">): MessagePart[] {
  const parts: MessagePart[] = [];
  let from = 0;
  for (const match of message.matchAll(/\b(server|pool|listener) ["„]([^"“]+)["“]/gi)) {
    const [, kind = "", id = ""] = match;
    const start = match.index + kind.length + 1;
    const end = start + id.length + 2;
    const itsPool = /^ (?:of|von) pool ["„]([^"“]+)["“]/i.exec(message.slice(end))?.[1] ?? pool;
    const target = targetOf(kind.toLowerCase(), id, itsPool);
    if (!target) continue;
    parts.push({ text: message.slice(from, start), target: null }, { text: id, target });
    from = end;
  }
  parts.push({ text: message.slice(from), target: null });
  return parts
    .filter(({ text }) => text !== "")
    .map((part, index) => (index === 0 ? { ...part, text: capitalised(part.text) } : part));
}

/** What a long message shows until somebody asks for the rest: a scenario changes a dozen things at once. */
export function shortened(message: string): { readonly text: string; readonly more: number } {
  const changes = message.split(between);
  const more = changes.length - shownChanges;
  // Hiding one line to write "and 1 more" gains nothing.
  return more <= 1
    ? { text: message, more: 0 }
    : { text: changes.slice(0, shownChanges).join(between), more };
}

const between = "; ";
const shownChanges = 2;

function targetOf(kind: string, id: string, pool: string | undefined): Selection | null {
  if (kind === "pool") return { kind: "pool", pool: id };
  if (kind === "listener") return { kind: "listener", listener: id };
  return pool === undefined ? null : { kind: "server", pool, server: id };
}
