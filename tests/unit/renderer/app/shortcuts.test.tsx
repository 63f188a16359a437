// @vitest-environment jsdom
// Keys of commands on the page: single keys rest while text is written, and Space belongs to the control in focus.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useShortcuts } from "../../../../renderer/app/use-shortcuts.ts";
import { registerCommands } from "../../../../renderer/state/commands.ts";
import { setPreferences } from "../../../../renderer/state/preferences-store.ts";

const add = vi.fn();
const start = vi.fn();
const find = vi.fn();
const base = { section: "go", title: () => "" } as const;
let unregister = () => {};

function Page({ hasDialog = false }) {
  useShortcuts();
  return (
    <>
      <input aria-label="Filter" />
      <button type="button">Press</button>
      {hasDialog && <div className="popup" />}
    </>
  );
}

beforeEach(() => {
  vi.clearAllMocks();
  unregister = registerCommands([
    { ...base, id: "a", shortcuts: ["n"], run: add },
    { ...base, id: "b", shortcuts: ["space"], run: start },
    { ...base, id: "c", shortcuts: ["mod+k"], isForTyping: true, run: find },
  ]);
});
afterEach(() => {
  unregister();
  cleanup();
});

describe("shortcuts on the page", () => {
  it("run their command", () => {
    render(<Page />);
    fireEvent.keyDown(document.body, { key: "n" });
    fireEvent.keyDown(document.body, { key: " " });
    fireEvent.keyDown(document.body, { key: " ", repeat: true });
    expect([add.mock.calls.length, start.mock.calls.length]).toEqual([1, 1]);
  });

  it("leave single keys to who writes, and Space to a button", () => {
    render(<Page />);
    fireEvent.keyDown(screen.getByLabelText("Filter"), { key: "n" });
    fireEvent.keyDown(screen.getByRole("button"), { key: " " });
    expect([add, start].flatMap(({ mock }) => mock.calls)).toEqual([]);
    fireEvent.keyDown(screen.getByLabelText("Filter"), { key: "k", ctrlKey: true });
    expect(find).toHaveBeenCalledTimes(1);
  });

  it("leave the keyboard to a dialog, and rest where single keys are turned off", () => {
    const { rerender } = render(<Page hasDialog />);
    fireEvent.keyDown(document.body, { key: "n" });
    rerender(<Page />);
    setPreferences({ hasSingleKeys: false });
    fireEvent.keyDown(document.body, { key: "n" });
    setPreferences({ hasSingleKeys: true });
    expect(add).not.toHaveBeenCalled();
  });
});
