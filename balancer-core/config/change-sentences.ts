// One sentence for every key that differs between two configurations, with values as people write them: `5s`, not 5000.
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type Config, configSchema } from "../contract/config-schema.ts";
import { sentence } from "../contract/sentences.ts";
import { valueAt } from "./finding.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What the members of a list with ids are called: `servers` of a pool hold a `server "s1" of pool "app"`. */
const members: Readonly<Record<string, Member>> = {
  listeners: { name: "LISTENER", order: () => sentence("ORDER_OF_LISTENERS") },
  pools: { name: "POOL", order: () => sentence("ORDER_OF_POOLS") },
  servers: { name: "SERVER", order: (thing) => sentence("ORDER_OF_SERVERS", { thing }) },
  "lab.servers": { name: "LAB_SERVER", order: () => sentence("ORDER_OF_LAB_SERVERS") },
  "lab.traffic": { name: "TRAFFIC", order: () => sentence("ORDER_OF_TRAFFIC") },
};

interface Member {
  readonly name: "LISTENER" | "POOL" | "SERVER" | "LAB_SERVER" | "TRAFFIC";
  readonly order: (owner: string) => string;
}

/** What the shells read when they start, so that a change says when it takes effect. */
const readAtStart: ReadonlySet<string> = new Set(["console", "console.bind", "metrics.path"]);

/** Longest text of a value inside a sentence. */
const longestValue = 60;

/** Deterministic, in the order of the document. Empty when both mean the same. */
export function changeSentences(before: Config, after: Config): string[] {
  const sentences: string[] = [];
  walk(documentOf(before), documentOf(after), "", "", sentences);
  return sentences;
}

/** Configurations are never changed, and each is compared twice: with the one before it and the one after it. */
const documents = new WeakMap<Config, Fields>();

function documentOf(config: Config): Fields {
  const known = documents.get(config);
  if (known) return known;
  const document = z.encode(configSchema, config);
  documents.set(config, document);
  return document;
}

/** Which of the settings that differ wait for the next start. */
export function settingsReadAtStart(before: Config, after: Config): string[] {
  const was = documentOf(before);
  const is = documentOf(after);
  const different = [...readAtStart].filter((path) => {
    const keys = path.split(".");
    return !isDeepStrictEqual(valueAt(was, keys), valueAt(is, keys));
  });
  return different.filter((path) => !different.some((other) => other.startsWith(`${path}.`)));
}

function walk(before: Fields, after: Fields, path: string, owner: string, sentences: string[]) {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key];
    const is = after[key];
    const name = path === "" ? key : `${path}.${key}`;
    const member = members[name];
    // Only leaves are compared: where lists and objects are the same, so is all that is in them.
    if (member !== undefined && Array.isArray(was) && Array.isArray(is)) {
      walkMembers(was, is, member, owner, sentences);
    } else if (isFields(was) && isFields(is) && sameVariant(was, is)) {
      walk(was, is, name, owner, sentences);
    } else if (was !== is && !isDeepStrictEqual(was, is)) {
      const said = transition(owner, name, was, is);
      const isLater = owner === "" && readAtStart.has(name);
      sentences.push(isLater ? sentence("FROM_NEXT_START", { said }) : said);
    }
  }
}

function walkMembers(
  before: readonly Fields[],
  after: readonly Fields[],
  member: Member,
  owner: string,
  sentences: string[],
) {
  const old = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map((item) => item.id));
  const title = (item: Fields) => {
    const id = String(item.id);
    return owner === ""
      ? sentence(member.name, { id })
      : sentence("SERVER_OF", { id, thing: owner });
  };
  for (const item of before)
    if (!kept.has(item.id)) sentences.push(sentence("MEMBER_REMOVED", { thing: title(item) }));
  for (const item of after) {
    const previous = old.get(item.id);
    if (previous) walk(previous, item, "", title(item), sentences);
    else sentences.push(added(title(item), item));
  }
  const order = (items: readonly Fields[], among: (id: unknown) => boolean) =>
    items.map(({ id }) => id).filter(among);
  const stayed = order(after, (id) => old.has(id));
  const wasOrder = order(before, (id) => kept.has(id));
  if (!isDeepStrictEqual(stayed, wasOrder)) {
    sentences.push(member.order(owner));
  }
}

/** With where the new object is, when it is somewhere. */
function added(thing: string, { address, bind }: Fields): string {
  const where = address ?? bind;
  return typeof where === "string"
    ? sentence("MEMBER_ADDED_AT", { thing, address: where })
    : sentence("MEMBER_ADDED", { thing });
}

/** Two objects are compared key by key unless they are different variants of a union (`health`, `algorithm`, `latency`). */
function sameVariant(before: Fields, after: Fields): boolean {
  return before.type === after.type && before.distribution === after.distribution;
}

function transition(thing: string, key: string, was: unknown, is: unknown): string {
  const before = format(was);
  const after = format(is);
  // Two long values may differ only beyond what is shown.
  const isFar = before === after;
  if (thing === "")
    return isFar
      ? sentence("SETTING_CHANGED_FAR", { key })
      : sentence("SETTING_CHANGED", { key, before, after });
  return isFar
    ? sentence("SETTING_OF_CHANGED_FAR", { thing, key })
    : sentence("SETTING_OF_CHANGED", { thing, key, before, after });
}

function format(value: unknown): string {
  if (value === undefined || value === null) return "none";
  const text = typeof value === "string" ? value : compact(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

/** Like JSON with fewer marks; a variant goes by its name alone when it has nothing else to say. */
function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(", ")}]`;
  if (!isFields(value)) return String(value);
  const variant = value.type ?? value.distribution;
  const entries = Object.entries(value).filter(
    ([key, part]) => key !== "type" && key !== "distribution" && part !== undefined,
  );
  const fields = entries.map(([key, part]) => `${key}: ${compact(part)}`).join(", ");
  if (variant === undefined) return `{${fields}}`;
  return entries.length === 0 ? String(variant) : `${String(variant)} {${fields}}`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
