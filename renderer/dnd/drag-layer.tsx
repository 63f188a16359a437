// Drag and drop over a page: sensors for pointer and keys, the chip that is dragged with what would happen beside it, sentences for
// screen readers, and the focus afterwards on what was moved.
import {
  Accessibility,
  defaultPreset,
  PointerActivationConstraints,
  PointerSensor,
} from "@dnd-kit/dom";
import { DragDropProvider, DragOverlay, useDragOperation } from "@dnd-kit/react";
import { Ban } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { useText } from "../i18n/use-text.ts";
import { classNames } from "../lib/class-names.ts";
import { useActions } from "../state/console-context.tsx";
import { selectPools, snapshotStore } from "../state/snapshot-store.ts";
import { drop } from "./drop.ts";
import { type Dragged, draggedName, type Judgement, judgeDrop, type Target } from "./drop-rules.ts";
import { focusDropped } from "./focus-dropped.ts";
import { targetKeys } from "./target-keys.ts";
import "./dnd.css";

export const draggedOf = (entity: { readonly data?: object } | null | undefined): Dragged | null =>
  (entity?.data as { readonly dragged?: Dragged } | undefined)?.dragged ?? null;
export const targetOf = (entity: { readonly data?: object } | null | undefined): Target | null =>
  (entity?.data as { readonly target?: Target } | undefined)?.target ?? null;

function judge(dragged: Dragged | null, target: Target | null): Judgement | null {
  return dragged && target
    ? judgeDrop(dragged, target, selectPools(snapshotStore.getState()))
    : null;
}

const pointer = PointerSensor.configure({
  // A click stays a click, and a finger that scrolls scrolls.
  activationConstraints: ({ pointerType }) =>
    pointerType === "touch"
      ? [new PointerActivationConstraints.Delay({ value: 220, tolerance: 8 })]
      : [new PointerActivationConstraints.Distance({ value: 5 })],
});
/** Keys begin at a place and never at an action: Enter pressed twice must not remove a server. */
const keys = targetKeys((source, target) => {
  const onto = targetOf(target);
  return onto?.kind !== "action" && judge(draggedOf(source), onto)?.isAllowed === true;
});
/** Its sentences are English and name ids; ours are below. */
const plugins = defaultPreset.plugins.filter((plugin) => plugin !== Accessibility);

export function DragLayer({ children }: { readonly children: ReactNode }) {
  const t = useText("dnd");
  const actions = useActions();
  const [sentence, setSentence] = useState("");
  const sensors = useMemo(() => [pointer, keys], []);
  return (
    <DragDropProvider
      sensors={sensors}
      plugins={plugins}
      onDragStart={({ operation: { source } }) => {
        const dragged = draggedOf(source);
        if (dragged) setSentence(t("lifted", { what: draggedName(dragged) }));
      }}
      onDragOver={({ operation: { source, target } }) => {
        const judged = judge(draggedOf(source), targetOf(target));
        if (judged) setSentence(judged.words);
      }}
      onDragEnd={({ operation: { source, target }, canceled }) => {
        const [dragged, onto] = [draggedOf(source), targetOf(target)];
        const judged = judge(dragged, onto);
        const origin = source?.element;
        if (canceled || !dragged || !onto || !judged) setSentence(t("cancelled"));
        else if (!judged.isAllowed) setSentence(t("refused", { why: judged.words }));
        else {
          setSentence(t("dropped", { words: judged.words }));
          void drop(dragged, onto, actions).then((dropped) => {
            if (dropped) focusDropped(dropped);
          });
          return;
        }
        if (origin instanceof HTMLElement) origin.focus();
      }}
    >
      {children}
      <DragOverlay dropAnimation={null} className="drag-overlay">
        {(source) => <Chip dragged={draggedOf(source)} />}
      </DragOverlay>
      <p className="visually-hidden" role="status" data-drag-says>
        {sentence}
      </p>
    </DragDropProvider>
  );
}

function Chip({ dragged }: { readonly dragged: Dragged | null }) {
  const t = useText("dnd");
  const { target } = useDragOperation();
  if (!dragged) return null;
  const judged = judge(dragged, targetOf(target));
  return (
    <div className={classNames("drag-chip", judged?.isAllowed === false && "drag-chip-refused")}>
      <span className="drag-chip-name">{draggedName(dragged)}</span>
      <span className="drag-chip-words">
        {judged?.isAllowed === false && <Ban aria-hidden="true" />}
        {judged?.words ?? t("nowhere")}
      </span>
    </div>
  );
}
