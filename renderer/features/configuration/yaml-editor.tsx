// The YAML editor: CodeMirror with our look, suggestions, problems at their lines, what was there before where asked for, and a
// text that can be replaced from outside. Tab indents; Escape and then Tab leaves, which the page explains.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { unifiedMergeView } from "@codemirror/merge";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import type { Problem } from "../../../balancer-core/contract/problems.ts";
import { editorHelp } from "./editor-help.ts";
import { editorTheme } from "./editor-theme.ts";
import { problemRange } from "./problem-place.ts";

export interface YamlEditorHandle {
  /** Puts the cursor where a problem is and brings it into view. */
  jumpTo(problem: Problem): void;
}

export interface YamlEditorProps {
  readonly label: string;
  readonly describedBy: string;
  readonly text: string;
  /** Shown between the lines where the text differs from it; null for the text alone. */
  readonly original: string | null;
  readonly problems: readonly Problem[];
  readonly onTextChange: (text: string) => void;
  readonly onApply: () => void;
  readonly ref?: Ref<YamlEditorHandle>;
}

export function YamlEditor({
  label,
  describedBy,
  text,
  original,
  problems,
  onTextChange,
  onApply,
  ref,
}: YamlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const comparison = useRef(new Compartment());
  const latest = useRef({ text, onTextChange, onApply });
  useEffect(() => {
    latest.current = { text, onTextChange, onApply };
  });

  useEffect(() => {
    if (!place.current) return;
    const applyNow = () => {
      latest.current.onApply();
      return true;
    };
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          indentOnInput(),
          indentUnit.of("  "),
          bracketMatching(),
          yaml(),
          editorHelp,
          comparison.current.of([]),
          editorTheme,
          keymap.of([
            { key: "Mod-s", preventDefault: true, run: applyNow },
            ...defaultKeymap,
            ...historyKeymap,
            indentWithTab,
          ]),
          EditorView.contentAttributes.of({
            "aria-label": label,
            "aria-describedby": describedBy,
            // A contenteditable takes focus anyway; this says so to tools that only look for tabindex.
            tabindex: "0",
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onTextChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, [label, describedBy]);

  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const extension =
      original === null
        ? []
        : unifiedMergeView({ original, mergeControls: false, syntaxHighlightDeletions: false });
    editor.current?.dispatch({ effects: comparison.current.reconfigure(extension) });
  }, [original]);

  useEffect(() => {
    const view = editor.current;
    if (!view) return;
    const diagnostics = problems.map((problem) => ({
      ...problemRange(view.state.doc, problem),
      severity: "error" as const,
      message: problem.message,
    }));
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }, [problems]);

  useImperativeHandle(ref, () => ({
    jumpTo(problem) {
      const view = editor.current;
      if (!view) return;
      const { from } = problemRange(view.state.doc, problem);
      view.dispatch({
        selection: { anchor: from },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
  }));

  return <div ref={place} className="yaml-editor" />;
}
