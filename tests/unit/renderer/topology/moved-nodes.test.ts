// @vitest-environment jsdom
// Dragged places are remembered, and what is kept is never trusted.
import { beforeEach, describe, expect, it } from "vitest";
import {
  loadMovedNodes,
  saveMovedNodes,
} from "../../../../renderer/features/topology/moved-nodes.ts";

beforeEach(() => localStorage.clear());

describe("the places a person dragged things to", () => {
  it("come back", () => {
    saveMovedNodes({ "pool:app": { x: 4, y: 8 } });
    expect(loadMovedNodes()).toEqual({ "pool:app": { x: 4, y: 8 } });
  });

  it.each(["{", '{"pool:app":{"x":"left"}}', "[1]", "null"])(
    "are forgotten where the browser kept %s",
    (stored) => {
      localStorage.setItem("evenkeel.topology", stored);
      expect(loadMovedNodes()).toEqual({});
    },
  );

  it("are bounded, the newest kept", () => {
    const many = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`server:a/s${index}`, { x: index, y: 0 }]),
    );
    saveMovedNodes(many);
    const kept = Object.keys(loadMovedNodes());
    expect(kept).toHaveLength(500);
    expect(kept.at(-1)).toBe("server:a/s599");
  });
});
