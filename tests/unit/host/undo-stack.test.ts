// Steps to take back and to do again, and what becomes of them when the texts they lead to are rewritten.
import { describe, expect, it } from "vitest";
import { createUndoStack } from "../../../balancer-core/host/undo-stack.ts";

describe("the texts around the present one", () => {
  it("are rewritten, and steps that lead nowhere then are dropped on both sides", () => {
    const steps = createUndoStack();
    for (const text of ["a", "b+", "b", "c+"]) steps.changed(text);
    // a, b+, b, c+ | d, and then three taken back: a | b+ | b, c+, d.
    steps.undone("d");
    steps.undone("c+");
    steps.undone("b");
    expect([steps.previous, steps.next]).toEqual(["a", "b"]);
    steps.rewrite((text) => text.replace("+", ""), "b");
    expect([steps.previous, steps.next]).toEqual(["a", "c"]);
    steps.redone("b");
    expect(steps.next).toBe("d");
    steps.redone("c");
    expect([steps.previous, steps.canRedo]).toEqual(["c", false]);
  });

  it("are no steps when all of them become the present one", () => {
    const steps = createUndoStack();
    for (const text of ["a+", "a-", "a"]) steps.changed(text);
    steps.rewrite(() => "a", "a");
    expect(steps.canUndo).toBe(false);
  });
});
