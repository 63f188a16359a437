// Texts to go back to and forward to. A new change forgets what was taken back before it.

const mostSteps = 50;

export interface UndoStack {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The text that undoing leads to. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** A change away from `text`. */
  changed(text: string): void;
  /** `previous` was applied in the place of `text`. */
  undone(text: string): void;
  /** `next` was applied in the place of `text`. */
  redone(text: string): void;
  /** Rewrites every text around the `present` one. A step that leads nowhere any more is none. */
  rewrite(change: (text: string) => string, present: string): void;
}

export function createUndoStack(): UndoStack {
  const past: string[] = [];
  const future: string[] = [];
  const push = (stack: string[], text: string) => {
    stack.push(text);
    if (stack.length > mostSteps) stack.shift();
  };
  return {
    get canUndo() {
      return past.length > 0;
    },
    get canRedo() {
      return future.length > 0;
    },
    get previous() {
      return past.at(-1);
    },
    get next() {
      return future.at(-1);
    },
    changed(text) {
      push(past, text);
      future.length = 0;
    },
    undone(text) {
      past.pop();
      push(future, text);
    },
    redone(text) {
      future.pop();
      push(past, text);
    },
    rewrite(change, present) {
      for (const stack of [past, future]) {
        let neighbour = present;
        const kept: string[] = [];
        for (const text of stack.map(change).reverse()) {
          if (text !== neighbour) kept.unshift(text);
          neighbour = text;
        }
        stack.splice(0, stack.length, ...kept);
      }
    },
  };
}
