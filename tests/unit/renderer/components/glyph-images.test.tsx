// @vitest-environment jsdom
// Each state's shape as an image of its own, in the colours of the theme.
import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { glyphImage, useGlyphImages } from "../../../../renderer/components/ui/glyph-images.tsx";
import { statesByUrgency } from "../../../../renderer/state/overview.ts";
import { setPreferences } from "../../../../renderer/state/preferences-store.ts";

function Frame() {
  const { style, source } = useGlyphImages();
  return (
    <div data-testid="frame" style={style}>
      {source}
    </div>
  );
}
const imageOf = (frame: HTMLElement, state: (typeof statesByUrgency)[number]) => {
  const name = /^var\((.*)\)$/.exec(glyphImage(state))?.[1] ?? "";
  const address = /^url\("data:image\/svg\+xml,(.*)"\)$/.exec(frame.style.getPropertyValue(name));
  const picture = new DOMParser().parseFromString(
    decodeURIComponent(address?.[1] ?? ""),
    "image/svg+xml",
  );
  return picture.documentElement;
};

const sheet = document.createElement("style");
beforeEach(() => {
  sheet.textContent = ".state-glyph { --glyph-hole: rgb(1, 2, 3) }";
  document.head.append(sheet);
});
afterEach(() => {
  cleanup();
  sheet.remove();
});

it("there is a picture for every state, and no two are alike", () => {
  const frame = render(<Frame />).getByTestId("frame");
  const pictures = statesByUrgency.map((state) => imageOf(frame, state));
  for (const picture of pictures) {
    expect(picture.nodeName).toBe("svg");
    expect(picture.childElementCount).toBeGreaterThan(0);
  }
  const shapes = pictures.map(({ innerHTML }) => innerHTML);
  expect(new Set(shapes).size).toBe(statesByUrgency.length);
});

it("the hole in a shape has the colour behind it, which an image cannot ask for", () => {
  const frame = render(<Frame />).getByTestId("frame");
  const { outerHTML } = imageOf(frame, "down");
  expect(outerHTML).toContain("rgb(1,2,3)");
  expect(outerHTML).not.toContain("--glyph-hole");
});

it("another theme makes other pictures", async () => {
  const { getByTestId, findByTestId } = render(<Frame />);
  const before = imageOf(getByTestId("frame"), "up").outerHTML;
  sheet.textContent = ".state-glyph { --glyph-hole: rgb(9, 9, 9) }";
  setPreferences({ theme: "dark" });
  const frame = await findByTestId("frame");
  expect(imageOf(frame, "up").outerHTML).not.toBe(before);
  setPreferences({ theme: "system" });
});
