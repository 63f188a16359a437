// Hooks of the drag layer: what can be picked up, and what takes it.
import { pointerIntersection } from "@dnd-kit/collision";
import { useDraggable, useDragOperation, useDroppable } from "@dnd-kit/react";
import { useStore } from "zustand";
import { selectPools, snapshotStore } from "../state/snapshot-store.ts";
import { draggedOf } from "./drag-layer.tsx";
import { type Dragged, judgeDrop, type Target } from "./drop-rules.ts";

export function useDrag(id: string, dragged: Dragged) {
  const { ref, isDragging } = useDraggable({ id: `drag:${id}`, data: { dragged } });
  return { ref, isDragging };
}

export interface DropState {
  readonly ref: (element: Element | null) => void;
  /** `open`: would take what is dragged. `over`: it is over it. `refused`: it is, and may not. */
  readonly look: "quiet" | "open" | "over" | "refused";
}

/** `isOnTop` for targets that lie over others. */
export function useDrop(id: string, target: Target, isOnTop = false): DropState {
  const { ref, isDropTarget } = useDroppable({
    id: `drop:${id}`,
    data: { target },
    // Keys move the same point as the pointer does.
    collisionDetector: pointerIntersection,
    // The library's "highest" and "normal".
    collisionPriority: isOnTop ? 4 : 2,
  });
  const { source } = useDragOperation();
  const dragged = draggedOf(source);
  const isAllowed = useStore(
    snapshotStore,
    (state) => dragged !== null && judgeDrop(dragged, target, selectPools(state)).isAllowed,
  );
  if (!dragged) return { ref, look: "quiet" };
  if (isDropTarget) return { ref, look: isAllowed ? "over" : "refused" };
  return { ref, look: isAllowed ? "open" : "quiet" };
}
