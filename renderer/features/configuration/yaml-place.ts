// Where a cursor stands in YAML that is being written, and so mostly not valid: the path of what surrounds it, whether a key or a
// value goes there, and what its neighbours are. By lines and indentation; values in braces count within their line. Pure.

export type PathPart = string | number;

export interface YamlPlace {
  /** Of the mapping or list that a key goes into, or of the value itself. */
  readonly path: readonly PathPart[];
  readonly wants: "key" | "value";
  /** What is typed already, and how many characters before the cursor it begins. */
  readonly typed: string;
  /** Scalars of the same mapping by key, except the one at the cursor. */
  readonly neighbours: ReadonlyMap<string, string>;
  /** True for a line that begins neither an item nor a key yet. */
  readonly isLineStart: boolean;
}

interface Level {
  readonly indent: number;
  readonly part: PathPart;
}

interface Frame {
  readonly kind: "map" | "list";
  readonly path: readonly PathPart[];
  readonly scalars: Map<string, string>;
  key: string | null;
  index: number;
  typed: string;
}

/** Null inside comments and quoted text. */
export function yamlPlaceAt(text: string, offset: number): YamlPlace | null {
  const lines = text.split("\n");
  const before = text.slice(0, offset).split("\n");
  const current = before.length - 1;
  const mappings = new Map<string, Map<string, string>>();
  const levels: Level[] = [];
  const counts = new Map<string, number>();
  let place: YamlPlace | null = null;
  for (const [number, line] of lines.entries()) {
    const isCurrent = number === current;
    const seen = isCurrent ? (before[current] ?? "") : line;
    const content = withoutComment(seen);
    if (isCurrent && content === null) return null;
    if (!isCurrent && (content ?? "").trim() === "") continue;
    const read = readLine(content ?? "", levels, counts);
    const key = keyOf(read.rest);
    if (!isCurrent) {
      if (key === null) continue;
      remember(mappings, read.path, key.name, key.value);
      levels.push({ indent: read.indent, part: key.name });
      continue;
    }
    place = placeIn(read.rest, read.path, read.isLineStart);
    if (place === null) return null;
    // The line goes on for those below it, as whole as it is.
    const whole = keyOf(readLineRest(line));
    if (whole) levels.push({ indent: read.indent, part: whole.name });
  }
  if (!place) return null;
  const ofMapping = place.wants === "key" ? place.path : place.path.slice(0, -1);
  const neighbours = new Map([
    ...(mappings.get(JSON.stringify(ofMapping)) ?? []),
    ...place.neighbours,
  ]);
  return { ...place, neighbours };
}

/** Takes the dashes of list items off a line and closes the levels it ends. */
function readLine(line: string, levels: Level[], counts: Map<string, number>) {
  let indent = line.length - line.trimStart().length;
  let rest = line.slice(indent);
  let isLineStart = true;
  while (/^-( |$)/.test(rest)) {
    isLineStart = false;
    const dash = indent;
    closeTo(
      levels,
      (level) => level.indent > dash || (level.indent === dash && typeof level.part === "number"),
    );
    const list = JSON.stringify(levels.map(({ part }) => part));
    const index = counts.get(list) ?? 0;
    counts.set(list, index + 1);
    levels.push({ indent: dash, part: index });
    const space = /^-\s*/.exec(rest)?.[0].length ?? 1;
    indent += space;
    rest = rest.slice(space);
  }
  const own = indent;
  closeTo(levels, (level) => level.indent >= own);
  return { indent, rest, isLineStart, path: levels.map(({ part }) => part) };
}

const readLineRest = (line: string): string => line.trimStart().replace(/^(-\s+)+/, "");

function closeTo(levels: Level[], isClosed: (level: Level) => boolean): void {
  for (let last = levels.at(-1); last && isClosed(last); last = levels.at(-1)) levels.pop();
}

function remember(
  mappings: Map<string, Map<string, string>>,
  path: readonly PathPart[],
  key: string,
  value: string,
): void {
  const id = JSON.stringify(path);
  const known = mappings.get(id) ?? new Map<string, string>();
  known.set(key, value);
  mappings.set(id, known);
}

function keyOf(rest: string): { readonly name: string; readonly value: string } | null {
  const match = /^([\w.-]+):(?:\s+(.*))?$/.exec(rest.trimEnd());
  return match?.[1] === undefined ? null : { name: match[1], value: match[2] ?? "" };
}

/** The line up to the cursor: a key or a value of the block, or something in braces and brackets behind one. */
function placeIn(rest: string, path: readonly PathPart[], isLineStart: boolean): YamlPlace | null {
  const block = /^([\w.-]+):\s(\s*)(.*)$/s.exec(rest);
  const opensFlow = /^[[{]/.test(rest);
  if (!block && !opensFlow)
    return { path, wants: "key", typed: rest, neighbours: new Map(), isLineStart };
  const valuePath = block ? [...path, block[1] ?? ""] : path;
  const value = block ? (block[3] ?? "") : rest;
  if (!/^[[{]/.test(value))
    return /^["']/.test(value)
      ? null
      : { path: valuePath, wants: "value", typed: value, neighbours: new Map(), isLineStart };
  const frames = readFlow(value, valuePath);
  const top = frames.at(-1);
  if (!top) return null;
  if (top.kind === "list") return inFrame(top, [...top.path, top.index], "value", isLineStart);
  return top.key === null
    ? inFrame(top, top.path, "key", isLineStart)
    : inFrame(top, [...top.path, top.key], "value", isLineStart);
}

function inFrame(
  { typed, scalars }: Frame,
  path: readonly PathPart[],
  wants: "key" | "value",
  isLineStart: boolean,
): YamlPlace | null {
  const text = typed.trimStart();
  return /^["']/.test(text) ? null : { path, wants, typed: text, neighbours: scalars, isLineStart };
}

function readFlow(value: string, path: readonly PathPart[]): Frame[] {
  const frames: Frame[] = [];
  const within = (): readonly PathPart[] => {
    const top = frames.at(-1);
    if (!top) return path;
    return [...top.path, top.kind === "list" ? top.index : (top.key ?? "")];
  };
  for (const [index, character] of [...value].entries()) {
    const top = frames.at(-1);
    if (character === "{" || character === "[") {
      const kind = character === "{" ? "map" : "list";
      frames.push({ kind, path: within(), scalars: new Map(), key: null, index: 0, typed: "" });
    } else if (character === "}" || character === "]") {
      frames.pop();
      const outer = frames.at(-1);
      if (outer) outer.typed = "";
    } else if (character === "," && top) {
      if (top.key !== null) top.scalars.set(top.key, top.typed.trim());
      top.key = null;
      top.index += 1;
      top.typed = "";
    } else if (
      character === ":" &&
      top?.kind === "map" &&
      top.key === null &&
      /^\s|^$/.test(value.slice(index + 1, index + 2))
    ) {
      top.key = top.typed.trim();
      top.typed = "";
    } else if (top) top.typed += character;
  }
  return frames;
}

/** The line without its comment; null where the end of the text is inside one. */
function withoutComment(line: string): string | null {
  let quote = "";
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index] ?? "";
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "#" && (index === 0 || /\s/.test(line[index - 1] ?? ""))) return null;
  }
  return line;
}
