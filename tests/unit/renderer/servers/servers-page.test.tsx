// @vitest-environment jsdom
// The Servers page by roles and names, as tests, screen readers and people find it.
import { act, cleanup, configure, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import { ServersPage } from "../../../../renderer/features/servers/servers-page.tsx";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { ConsoleProvider } from "../../../../renderer/state/console-context.tsx";
import { setPreferences } from "../../../../renderer/state/preferences-store.ts";
import { selectionStore } from "../../../../renderer/state/selection-store.ts";
import { setSnapshot } from "../../../../renderer/state/snapshot-store.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

// Asking for every element whether it is visible is most of the time of these tests, and nothing here is hidden.
configure({ defaultHidden: true });
vi.setConfig({ testTimeout: 20_000 });

const taken = { ok: true as const };
const actions = {
  addServer: vi.fn(async () => taken),
  updateServer: vi.fn(async () => taken),
  setIntent: vi.fn(async () => taken),
  drainServer: vi.fn(async () => taken),
  updatePool: vi.fn(async () => taken),
  updateServers: vi.fn(async () => taken),
  removeServers: vi.fn(async () => taken),
};

/** What the table is told of its room; nothing, as jsdom measures nothing, until a test says. */
let tellWidth: (width: number) => void = () => undefined;

class FakeResizeObserver {
  readonly #changed: () => void;
  constructor(changed: () => void) {
    this.#changed = changed;
  }
  observe(element: Element) {
    tellWidth = (width) => {
      Object.defineProperty(element, "clientWidth", { configurable: true, value: width });
      act(() => this.#changed());
    };
  }
  unobserve() {}
  disconnect() {}
}

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", FakeResizeObserver);
  setSnapshot(createFixtureWorld().snapshot());
  const services = {
    client: {} as BalancerClient,
    actions: actions as unknown as Actions,
  };
  render(
    <ConsoleProvider services={services}>
      <ServersPage />
    </ConsoleProvider>,
  );
});

afterEach(() => {
  selectionStore.setState({ selection: null });
  cleanup();
  vi.clearAllMocks();
  setPreferences({ serverColumns: null });
});

const rowOf = (id: string): HTMLElement => {
  const row = screen.getByRole("rowheader", { name: id }).closest("tr");
  if (!row) throw new Error(`no row of ${id}`);
  return row;
};
const button = (row: HTMLElement, name: string) => within(row).getByRole("button", { name });
const shownIds = () => screen.getAllByRole("rowheader").map(({ textContent }) => textContent);

describe("the servers page", () => {
  it("has a row for every server, with its state in words", () => {
    expect(shownIds()).toEqual(["s1", "s2", "s3", "s4", "s5", "e1", "e2"]);
    expect(rowOf("s3").textContent).toContain("Down");
    expect(rowOf("s3").textContent).toContain("connect ECONNREFUSED");
  });

  it("drains at once, and offers Ready to what was taken out", () => {
    fireEvent.click(button(rowOf("s1"), "Drain"));
    expect(actions.drainServer).toHaveBeenCalledWith("app", "s1");
    fireEvent.click(button(rowOf("s5"), "Ready"));
    expect(actions.setIntent).toHaveBeenCalledWith("app", "s5", "ready");
  });

  it("selects a row for the inspector, but not when one of its buttons is pressed", () => {
    fireEvent.click(button(rowOf("s1"), "Drain"));
    expect(selectionStore.getState().selection).toBeNull();
    fireEvent.click(within(rowOf("s2")).getByText("127.0.0.1:9002"));
    expect(selectionStore.getState().selection).toEqual({
      kind: "server",
      pool: "app",
      server: "s2",
    });
  });

  it("applies a weight with Enter, and keeps the old one with Escape or a wrong value", () => {
    const edit = (value: string, key: string) => {
      fireEvent.click(button(rowOf("s1"), "Change weight of s1, now 1"));
      const field = screen.getByLabelText("Weight");
      fireEvent.change(field, { target: { value } });
      fireEvent.keyDown(field, { key });
    };
    edit("5", "Escape");
    expect(actions.updateServer).not.toHaveBeenCalled();
    edit("5", "Enter");
    expect(actions.updateServer).toHaveBeenCalledExactlyOnceWith("app", "s1", { weight: 5 });
    edit("257", "Enter");
    expect(actions.updateServer).toHaveBeenCalledTimes(1);
    expect(screen.getByLabelText("Weight").getAttribute("aria-invalid")).toBe("true");
  });

  it("edits the limit in place, where its column is shown", () => {
    fireEvent.click(screen.getByRole("button", { name: "Columns" }));
    fireEvent.click(screen.getByLabelText("Maximum"));
    fireEvent.click(button(rowOf("s2"), "Change maximum connections of s2, now 16"));
    const field = within(rowOf("s2")).getByLabelText("Maximum");
    fireEvent.change(field, { target: { value: "32" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(actions.updateServer).toHaveBeenCalledExactlyOnceWith("app", "s2", {
      maxConnections: 32,
    });
  });

  it("changes what is picked with Shift and boxes in one go, across pools", () => {
    fireEvent.click(within(rowOf("s2")).getByRole("checkbox"));
    fireEvent.click(within(rowOf("s4")).getByText("127.0.0.1:9004"), { shiftKey: true });
    fireEvent.click(within(rowOf("e1")).getByText("127.0.0.1:9101"), { ctrlKey: true });
    const bar = within(screen.getByRole("toolbar", { name: "Change the selected servers" }));
    expect(bar.getByRole("status").textContent).toBe("4 selected");
    const servers = [
      { pool: "app", server: "s2" },
      { pool: "app", server: "s3" },
      { pool: "app", server: "s4" },
      { pool: "echo", server: "e1" },
    ];
    fireEvent.click(bar.getByRole("button", { name: "Drain" }));
    expect(actions.updateServers).toHaveBeenCalledExactlyOnceWith(servers, { intent: "drain" });
    fireEvent.click(bar.getByRole("button", { name: "Remove" }));
    expect(actions.removeServers).toHaveBeenCalledExactlyOnceWith(servers);
    expect(selectionStore.getState().selection).toBeNull();
  });

  it("does not act on what the filter hides", () => {
    fireEvent.click(screen.getByRole("checkbox", { name: "Select all of app" }));
    fireEvent.click(screen.getByRole("button", { name: /^Down/ }));
    const bar = within(screen.getByRole("toolbar"));
    fireEvent.click(bar.getByRole("button", { name: "Ready" }));
    expect(actions.updateServers).toHaveBeenCalledExactlyOnceWith([{ pool: "app", server: "s3" }], {
      intent: "ready",
    });
  });

  it("picks with the keyboard: Space, Shift with arrows, all, none", async () => {
    const picked = () =>
      screen
        .getAllByRole<HTMLInputElement>("checkbox", { name: /^Select [a-z]\d$/ })
        .filter(({ checked }) => checked).length;
    rowOf("s1").focus();
    fireEvent.keyDown(rowOf("s1"), { key: " " });
    expect(picked()).toBe(1);
    fireEvent.keyDown(rowOf("s1"), { key: "ArrowDown", shiftKey: true });
    await vi.waitFor(() => expect(document.activeElement).toBe(rowOf("s2")));
    expect(picked()).toBe(2);
    fireEvent.keyDown(rowOf("s2"), { key: "a", ctrlKey: true });
    expect(picked()).toBe(7);
    fireEvent.keyDown(rowOf("s2"), { key: "Escape" });
    expect(picked()).toBe(0);
    fireEvent.keyDown(rowOf("s2"), { key: "Enter" });
    expect(selectionStore.getState().selection).toMatchObject({ server: "s2" });
  });

  it("leaves out the last of its usual columns where there is no room, and none that was chosen", () => {
    const heads = () => screen.getAllByRole("columnheader").map(({ textContent }) => textContent);
    expect(heads()).toContain("Address");
    tellWidth(640);
    expect(heads()).not.toContain("Address");
    expect(heads()).toContain("Req/s");
    act(() => setPreferences({ serverColumns: ["rate", "address"] }));
    expect(heads()).toContain("Address");
  });

  it("folds a pool away", () => {
    fireEvent.click(screen.getByRole("button", { name: "app" }));
    expect(shownIds()).toEqual(["e1", "e2"]);
    expect(screen.getByRole("button", { name: "app" }).getAttribute("aria-expanded")).toBe("false");
  });

  it("filters, and says so when nothing is left", () => {
    const filter = screen.getByRole("searchbox", { name: "Filter servers" });
    fireEvent.change(filter, { target: { value: "recovering" } });
    expect(shownIds()).toEqual(["e2"]);
    fireEvent.change(filter, { target: { value: "nobody" } });
    expect(screen.getByRole("heading", { name: "No server matches" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(shownIds()).toHaveLength(7);
  });

  it("says at the column how it sorts", () => {
    const [column] = screen.getAllByRole("columnheader", { name: "p95" });
    if (!column) throw new Error("no p95 column");
    fireEvent.click(within(column).getByRole("button"));
    expect(column.getAttribute("aria-sort")).toBe("descending");
    expect(shownIds().slice(0, 2)).toEqual(["s2", "s1"]);
  });

  it("changes a pool's algorithm with its combobox", () => {
    const [algorithm] = screen.getAllByRole("combobox", { name: "Algorithm" });
    if (!algorithm) throw new Error("no algorithm");
    fireEvent.change(algorithm, { target: { value: "random" } });
    expect(actions.updatePool).toHaveBeenCalledWith("app", { algorithm: { type: "random" } });
  });

  it("adds a server once its fields are right", async () => {
    fireEvent.click(screen.getByRole("button", { name: "Add server" }));
    const form = within(screen.getByRole("dialog"));
    const submit = form.getByRole("button", { name: "Add server" });
    fireEvent.click(submit);
    expect(form.getByText(/Expected an address/)).toBeTruthy();
    expect(actions.addServer).not.toHaveBeenCalled();
    fireEvent.change(form.getByLabelText("Address"), { target: { value: "127.0.0.1:9006" } });
    fireEvent.click(submit);
    expect(actions.addServer).toHaveBeenCalledExactlyOnceWith("app", {
      id: "s6",
      address: "127.0.0.1:9006",
      weight: 1,
      maxConnections: 0,
      backup: false,
    });
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});
