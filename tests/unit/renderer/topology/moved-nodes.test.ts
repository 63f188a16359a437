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
    saveMovedNodes("a.yaml", { "pool:app": { x: 4, y: 8 } });
    expect(loadMovedNodes("a.yaml")).toEqual({ "pool:app": { x: 4, y: 8 } });
  });

  it("are each workspace's own, and tidying one leaves the others", () => {
    saveMovedNodes("a.yaml", { "pool:app": { x: 1, y: 1 } });
    saveMovedNodes("b.yaml", { "pool:app": { x: 2, y: 2 } });
    expect(loadMovedNodes("c.yaml")).toEqual({});
    saveMovedNodes("a.yaml", {});
    expect(loadMovedNodes("a.yaml")).toEqual({});
    expect(loadMovedNodes("b.yaml")).toEqual({ "pool:app": { x: 2, y: 2 } });
  });

  it("are kept for the twenty workspaces that were changed last", () => {
    for (let index = 0; index < 25; index += 1)
      saveMovedNodes(`${index}.yaml`, { clients: { x: index, y: 0 } });
    expect(loadMovedNodes("4.yaml")).toEqual({});
    expect(loadMovedNodes("5.yaml")).toEqual({ clients: { x: 5, y: 0 } });
  });

  it.each([
    "{",
    '{"workspaces":{"a.yaml":{"pool:app":{"x":"left"}}}}',
    '{"workspaces":7}',
    "[1]",
    "null",
  ])("are forgotten where the browser kept %s", (stored) => {
    localStorage.setItem("evenkeel.topology", stored);
    expect(loadMovedNodes("a.yaml")).toEqual({});
  });

  it("are bounded, the newest kept", () => {
    const many = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`server:a/s${index}`, { x: index, y: 0 }]),
    );
    saveMovedNodes("a.yaml", many);
    const kept = Object.keys(loadMovedNodes("a.yaml"));
    expect(kept).toHaveLength(500);
    expect(kept.at(-1)).toBe("server:a/s599");
  });
});
