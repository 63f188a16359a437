// @vitest-environment jsdom
// Keys for one server reach the one in focus, else the inspected one, and no server at all without either.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LabStatus } from "../../../../balancer-core/contract/lab-status.ts";
import type { Snapshot } from "../../../../balancer-core/contract/snapshot.ts";
import { createServerCommands } from "../../../../renderer/app/server-commands.ts";
import { useShortcuts } from "../../../../renderer/app/use-shortcuts.ts";
import { actionTitle } from "../../../../renderer/components/server/server-actions.ts";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { registerCommands } from "../../../../renderer/state/commands.ts";
import { labStore } from "../../../../renderer/state/lab-store.ts";
import { closeOverlay, overlayStore } from "../../../../renderer/state/overlay-store.ts";
import { select } from "../../../../renderer/state/selection-store.ts";
import { snapshotStore } from "../../../../renderer/state/snapshot-store.ts";

const drainServer = vi.fn();
const setIntent = vi.fn();
const updateLabServer = vi.fn();
const actions = { drainServer, setIntent, updateLabServer } as unknown as Actions;
let unregister = () => {};

function Page() {
  useShortcuts();
  return (
    <>
      {/* As the canvas has it: the frame takes the focus, the card is in it. */}
      <button type="button">
        frame
        <span data-server="app/s1" />
      </button>
      <div data-server="app/s2">
        <button type="button">menu</button>
        <input aria-label="Weight" />
      </div>
      <section data-simulated="127.0.0.1:9003">
        <button type="button">knob</button>
      </section>
    </>
  );
}

const server = (number: number, intent = "ready") => ({
  id: `s${number}`,
  address: `127.0.0.1:900${number}`,
  intent,
});

beforeEach(() => {
  vi.clearAllMocks();
  const servers = [server(1), server(2, "drain"), server(3)];
  snapshotStore.setState({ snapshot: { pools: [{ id: "app", servers }] } as unknown as Snapshot });
  const simulated = { config: { id: "sim3" }, address: "127.0.0.1:9003", state: "running" };
  labStore.setState({ lab: { servers: [simulated], traffic: [] } as unknown as LabStatus });
  unregister = registerCommands(createServerCommands(actions));
});
afterEach(() => {
  unregister();
  select(null);
  closeOverlay();
  cleanup();
});

const press = (key: string, name?: string) => {
  const focused = name === undefined ? document.body : screen.getByText(name);
  focused.focus();
  fireEvent.keyDown(focused, { key });
};

describe("keys for one server", () => {
  it("act on the server in focus, whatever is inspected", () => {
    select({ kind: "server", pool: "app", server: "s3" });
    render(<Page />);
    press("d", "frame");
    press("r", "menu");
    expect(drainServer.mock.calls).toEqual([["app", "s1"]]);
    expect(setIntent.mock.calls).toEqual([["app", "s2", "ready"]]);
  });

  it("act on the inspected server where none has the focus, and on nothing without one", () => {
    render(<Page />);
    for (const key of ["d", "m", "r", "w", "k"]) press(key);
    expect([drainServer, setIntent, updateLabServer].flatMap(({ mock }) => mock.calls)).toEqual([]);
    expect(overlayStore.getState().overlay).toBeNull();
    select({ kind: "server", pool: "app", server: "s1" });
    press("m");
    expect(setIntent.mock.calls).toEqual([["app", "s1", "maintenance"]]);
  });

  it("do nothing that has no meaning now", () => {
    render(<Page />);
    press("d", "menu");
    press("k", "menu");
    expect([drainServer, updateLabServer].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it("crash a simulated server from its card, and open the weight of a server", () => {
    render(<Page />);
    press("k", "knob");
    expect(updateLabServer.mock.calls).toEqual([["sim3", { running: false }]]);
    press("w", "frame");
    expect(overlayStore.getState().overlay).toMatchObject({ server: "s1", isForWeight: true });
  });

  it("rest in a field of the server, and are told where its buttons are hovered", () => {
    render(<Page />);
    fireEvent.keyDown(screen.getByLabelText("Weight"), { key: "d" });
    expect(drainServer).not.toHaveBeenCalled();
    expect(actionTitle("Drain", "s2")).toBe("Drain s2 · D");
    expect(actionTitle("Remove", "s2")).toBe("Remove s2");
  });
});
