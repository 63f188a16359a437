// Dragging by keys: Enter or Space picks up, arrows and Tab go from target to target, Enter drops, Escape cancels. Ten pixels a
// press, as the library has it, would be a long way across a canvas.
import {
  type Draggable,
  type Droppable,
  KeyboardSensor,
  type KeyboardSensorOptions,
} from "@dnd-kit/dom";
import { type Direction, nextTarget, type Spot } from "./next-target.ts";

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** Set by the layer: whether to begin at a target. */
export type IsTaking = (source: Draggable, target: Droppable) => boolean;

export function targetKeys(isTaking: IsTaking): typeof KeyboardSensor {
  return class TargetKeys extends KeyboardSensor {
    protected override handleStart(...[event, source, options]: Start): void {
      super.handleStart(event, source, options);
      // Once the library has begun, and the targets that show only now are there.
      requestAnimationFrame(() => this.#go("first", event, source));
    }

    protected override handleKeyDown(...[event, source]: Start): void {
      const direction = arrows[event.code];
      const isTab = event.code === "Tab";
      if (direction === undefined && !isTab) {
        if (["Enter", "Space", "Escape"].includes(event.code)) {
          event.preventDefault();
          // Others listen for Escape too, an inspector for one.
          event.stopPropagation();
          this.handleEnd(event, event.code === "Escape");
        }
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      this.#go(direction ?? (event.shiftKey ? "previous" : "next"), event, source);
    }

    #go(direction: Direction, event: KeyboardEvent, source: Draggable): void {
      const { position, status } = this.manager.dragOperation;
      if (!status.dragging) return;
      const spots = [...this.manager.registry.droppables].flatMap((target): Spot[] => {
        const box = target.element?.getBoundingClientRect();
        if (!box || box.width === 0) return [];
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return [{ x, y, isTaking: isTaking(source, target) }];
      });
      const spot = nextTarget(spots, position.current, direction);
      if (spot) this.manager.actions.move({ event, to: { x: spot.x, y: spot.y } });
    }
  };
}

type Start = [event: KeyboardEvent, source: Draggable, options: KeyboardSensorOptions | undefined];
