// The editor's look, from the tokens of styles/tokens.css: it follows light and dark by itself. Brass is for what can be acted
// on, so keys are ink and values are told apart by weight and tone.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--face-figure)",
    fontSize: "var(--text-md)",
    lineHeight: "1.25rem",
  },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 8px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": {
    backgroundColor: "var(--surface)",
    color: "var(--ink-3)",
    border: "none",
    fontFamily: "var(--face-figure)",
  },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 8px 0 12px", minWidth: "40px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": {
    backgroundColor: "var(--hover)",
  },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground":
    { backgroundColor: "var(--brass-wash)" },
  "&.cm-focused .cm-activeLine": {
    backgroundColor: "color-mix(in srgb, var(--hover) 60%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--brass-line)",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--state-down) 1px",
    textUnderlineOffset: "4px",
  },
  ".cm-gutter-lint": { width: "16px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0 0 4px" },
  ".cm-lint-marker": { width: "10px", height: "20px" },
  ".cm-lint-marker-error": {
    content: "none",
    clipPath: "circle(4px at 50% 50%)",
    backgroundColor: "var(--state-down)",
  },
  ".cm-tooltip": {
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-2)",
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--face-figure)", maxHeight: "240px" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 12px 3px 8px", lineHeight: "18px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--brass-wash)",
    color: "var(--ink)",
    boxShadow: "inset 2px 0 0 var(--brass)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": {
    marginLeft: "12px",
    color: "var(--ink-3)",
    fontFamily: "var(--face-text)",
    fontStyle: "normal",
  },
  ".cm-completionInfo": { padding: "0", maxWidth: "340px" },
  "&.cm-merge-b .cm-changedLine, &.cm-merge-b .cm-insertedLine, &.cm-merge-b .cm-inlineChangedLine":
    { backgroundColor: "var(--brass-wash)" },
  "&.cm-merge-b .cm-changedText": { background: "none" },
  "&.cm-merge-b .cm-changedLineGutter": { background: "var(--brass)" },
  "&.cm-merge-b .cm-deletedChunk": {
    paddingLeft: "8px",
    backgroundColor: "var(--sunken)",
    color: "var(--ink-3)",
  },
  ".cm-deletedLine, .cm-deletedLine del": { textDecoration: "line-through" },
  "&.cm-merge-b .cm-deletedText, &.cm-merge-b .cm-deletedLine del": { background: "none" },
  "&.cm-merge-b .cm-deletedLineGutter": { background: "var(--ink-3)" },
  ".cm-diagnostic": {
    padding: "6px 12px",
    borderLeft: "3px solid var(--state-down)",
    fontFamily: "var(--face-text)",
    maxWidth: "420px",
  },
});

const highlight = HighlightStyle.define([
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  {
    tag: [tags.propertyName, tags.definition(tags.propertyName)],
    color: "var(--ink)",
    fontWeight: "600",
  },
  { tag: [tags.string, tags.content, tags.attributeValue], color: "var(--ink-2)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--ink-2)" },
  {
    tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace],
    color: "var(--ink-3)",
  },
]);

export const editorTheme: Extension = [look, syntaxHighlighting(highlight)];
