// Shortcuts: which key presses they are, on keyboards that write signs differently, and how they are written.
import { describe, expect, it } from "vitest";
import { isShortcut, type KeyPress, shortcutLabel } from "../../../../renderer/lib/shortcut.ts";

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...rest,
});

describe("shortcuts", () => {
  it.each([
    ["mod+k", press("k", { ctrlKey: true }), true],
    ["mod+k", press("k"), false],
    ["mod+k", press("k", { ctrlKey: true, metaKey: true }), false],
    ["mod+z", press("Z", { ctrlKey: true, shiftKey: true }), false],
    ["mod+shift+z", press("Z", { ctrlKey: true, shiftKey: true }), true],
    ["n", press("n", { ctrlKey: true }), false],
    ["n", press("n", { altKey: true }), false],
    // A German keyboard writes the slash with Shift and 7, and ? with Shift and ß.
    ["/", press("/", { shiftKey: true, code: "Digit7" }), true],
    ["7", press("/", { shiftKey: true, code: "Digit7" }), false],
    ["?", press("?", { shiftKey: true }), true],
    // A French one writes & where the 1 is.
    ["1", press("&", { code: "Digit1" }), true],
    ["space", press(" "), true],
  ])("%s is told by its key press", (shortcut, key, expected) => {
    expect(isShortcut(key, shortcut, false)).toBe(expected);
  });

  it("take Command on a Mac", () => {
    expect(isShortcut(press("k", { metaKey: true }), "mod+k", true)).toBe(true);
    expect(isShortcut(press("k", { ctrlKey: true }), "mod+k", true)).toBe(false);
  });

  it("are written as the system writes them", () => {
    expect(shortcutLabel("mod+shift+z", false)).toBe("Ctrl+Shift+Z");
    expect(shortcutLabel("mod+shift+z", true)).toBe("⇧⌘Z");
    expect(shortcutLabel("space", false)).toBe("Space");
  });
});
