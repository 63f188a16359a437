// Where a window opens that was somewhere before: there, or where it can be seen.
import { describe, expect, it, vi } from "vitest";
import { placeFor } from "../../../../electron/main/window-place.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

const left = { x: 0, y: 0, width: 1_920, height: 1_040 };
const right = { x: 1_920, y: 0, width: 2_560, height: 1_400 };
const place = (x: number, y: number, width = 1_200, height = 800) => ({
  ...{ x, y, width, height },
  isMaximized: false,
});

describe("the place of a window", () => {
  it("is the system's choice at the first start", () => {
    expect(placeFor(null, [left])).toEqual({ width: 1_280, height: 800 });
  });

  it("is where it was, on any display, also half outside as long as it can be taken hold of", () => {
    expect(placeFor(place(100, 50), [left, right])).toMatchObject({ x: 100, y: 50 });
    expect(placeFor(place(3_000, 400), [left, right])).toMatchObject({ x: 3_000, y: 400 });
    expect(placeFor(place(-1_000, 10), [left])).toMatchObject({ x: -1_000, y: 10 });
  });

  it.each([
    ["on a display that is gone", place(3_000, 100)],
    ["above the screen", place(100, -300)],
    ["below it", place(100, 1_030)],
    ["but for a sliver beside it", place(1_900, 100)],
  ])("is the system's choice again when it was %s, in the size it had", (_name, saved) => {
    expect(placeFor(saved, [left])).toEqual({ width: 1_200, height: 800 });
  });

  it("is no larger than the display and no smaller than the console can be", () => {
    expect(placeFor(place(0, 0, 9_000, 9_000), [left])).toMatchObject({
      ...{ width: 1_920, height: 1_040 },
    });
    expect(placeFor(place(0, 0, 10, 10), [left])).toMatchObject({ width: 960, height: 600 });
    expect(placeFor(place(0, 0), [])).toEqual({ width: 1_280, height: 800 });
  });
});
