// Bounds on the shape of a YAML text, found from its tokens alone. SECURITY: the parser takes minutes over two mebibytes of
// brackets or anchors, in which nothing would be relayed; the tokens of the same text take a fraction of a second.
import { Lexer } from "yaml";

export const deepestNesting = 64;
/** Anchors, aliases and tags; people write a handful. */
const mostMarks = 1_000;
const mostTokens = 1_000_000;

export interface BoundBroken {
  readonly message: string;
  /** Where in the text it was noticed. */
  readonly offset: number;
}

/** Tokens that come before a piece of text and are no part of it. */
const controls: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f", "\ufeff"]);

export function brokenBound(text: string): BoundBroken | undefined {
  let tokens = 0;
  let marks = 0;
  let open = 0;
  let indicatorsOfLine = 0;
  let offset = 0;
  /** The token before ended a line, or there is none. */
  let isLineStart = true;
  let column = 0;
  const indents = createIndents();
  const broken = (message: string): BoundBroken => ({ message, offset });
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > mostTokens) return broken(`the text has more than ${mostTokens} tokens`);
    const first = token.charAt(0);
    if (token === "[" || token === "{") open += 1;
    else if (token === "]" || token === "}") open = Math.max(0, open - 1);
    else if (token === "-" || token === "?" || token === ":") {
      // Between brackets they nest nothing, and JSON may be one long line of them.
      if (open === 0) indicatorsOfLine += 1;
    } else if (first === "\n" || first === "\r") indicatorsOfLine = 0;
    else if (first === "&" || first === "!" || first === "*") marks += 1;
    if (first === "\n" || first === "\r") {
      isLineStart = true;
      column = 0;
    } else if (isLineStart && /^ +$/.test(token)) column = token.length;
    else if (isLineStart && !controls.has(token)) {
      isLineStart = false;
      // Between brackets, and before a comment, indents mean nothing.
      if (open === 0 && first !== "#") indents.enter(column);
    }
    const isDeepBlock = indicatorsOfLine > deepestNesting || indents.depth > deepestNesting;
    if (open > deepestNesting || (open === 0 && isDeepBlock)) {
      return broken(`nested more than ${deepestNesting} levels deep`);
    }
    if (marks > mostMarks) return broken(`more than ${mostMarks} anchors, aliases and tags`);
    if (!controls.has(token)) offset += token.length;
  }
  return undefined;
}

/** How deep a line stands by its indent: as deep as there are lines before it that it still belongs to. */
function createIndents(): { enter(column: number): void; readonly depth: number } {
  const columns: number[] = [];
  return {
    enter(column) {
      while ((columns.at(-1) ?? -1) >= column) columns.pop();
      columns.push(column);
    },
    get depth() {
      return columns.length;
    },
  };
}
