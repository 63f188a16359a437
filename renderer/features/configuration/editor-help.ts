// Suggestions while typing and meanings under the pointer, from suggestions.ts, in the editor's own terms.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import { textOf } from "../../i18n/i18n.ts";
import { selectListeners, selectPools, snapshotStore } from "../../state/snapshot-store.ts";
import { factsOf, type SchemaNode } from "./schema-nodes.ts";
import { type KnownNames, keyMeaningAt, type Suggestion, suggestionsAt } from "./suggestions.ts";

const t = textOf("configuration");

function knownNames(): KnownNames {
  const state = snapshotStore.getState();
  return {
    pools: selectPools(state).map(({ id }) => id),
    listeners: selectListeners(state).map(({ id }) => id),
  };
}

function complete(context: CompletionContext): CompletionResult | null {
  const found = suggestionsAt(context.state.doc.toString(), context.pos, knownNames());
  if (!found) return null;
  // Without a letter only when asked for, or right behind the colon that wants a value.
  const line = context.state.doc.lineAt(context.pos);
  const isBehindColon = /:\s$/.test(line.text.slice(0, context.pos - line.from));
  if (found.typedLength === 0 && !context.explicit && !isBehindColon) return null;
  return {
    from: context.pos - found.typedLength,
    options: found.list.map(completionOf),
    validFor: /^[\w.-]*$/,
  };
}

function completionOf({ label, text, kind, node, isRequired }: Suggestion): Completion {
  return {
    label,
    apply: text,
    type: kind === "key" ? "property" : "enum",
    boost: isRequired === true ? 10 : 0,
    ...(kind === "name" ? { detail: t("names") } : {}),
    ...(isRequired === true ? { detail: t("required") } : {}),
    ...(node && hasMeaning(node) ? { info: () => meaningOf(node) } : {}),
  };
}

const hasMeaning = (node: SchemaNode): boolean =>
  node.description !== undefined || Object.keys(factsOf(node)).length > 0;

function meaningOf(node: SchemaNode): HTMLElement {
  const { default: preset, range } = factsOf(node);
  const facts = [
    ...(preset === undefined ? [] : [t("preset", { value: preset })]),
    ...(range === undefined ? [] : [range]),
    ...(node.enum ? [node.enum.join(", ")] : []),
  ];
  const card = document.createElement("div");
  card.className = "yaml-meaning";
  for (const [name, text] of [
    ["yaml-meaning-text", node.description ?? ""],
    ["yaml-meaning-facts", facts.join(" · ")],
  ] as const) {
    if (text === "") continue;
    const line = document.createElement("p");
    line.className = name;
    line.textContent = text;
    card.append(line);
  }
  return card;
}

export const editorHelp: Extension = [
  autocompletion({ override: [complete], icons: false, maxRenderedOptions: 60 }),
  hoverTooltip((view, position) => {
    const found = keyMeaningAt(view.state.doc.toString(), position);
    if (!found || !hasMeaning(found.node)) return null;
    return {
      pos: found.from,
      end: found.from + found.name.length,
      above: true,
      create: () => ({ dom: meaningOf(found.node) }),
    };
  }),
];
