// @vitest-environment jsdom
// Escape closes the inspector, but not from a text that is being written: the configuration editor has its own use for it.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import { InspectorDock } from "../../../../renderer/app/inspector-dock.tsx";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { ConsoleProvider } from "../../../../renderer/state/console-context.tsx";
import { select, selectionStore } from "../../../../renderer/state/selection-store.ts";

vi.mock("../../../../renderer/features/inspector/inspector.tsx", () => ({ Inspector: () => null }));

const services = { client: {} as BalancerClient, actions: {} as Actions };

afterEach(() => {
  cleanup();
  select(null);
});

describe("Escape beside the inspector", () => {
  it("closes it from the page, and not from an editor or a field", () => {
    select({ kind: "pool", pool: "app" });
    render(
      <ConsoleProvider services={services}>
        <div contentEditable suppressContentEditableWarning>
          version: 1
        </div>
        <input aria-label="Filter" />
        <InspectorDock />
      </ConsoleProvider>,
    );
    fireEvent.keyDown(screen.getByText("version: 1"), { key: "Escape" });
    fireEvent.keyDown(screen.getByLabelText("Filter"), { key: "Escape" });
    expect(selectionStore.getState().selection).not.toBeNull();
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(selectionStore.getState().selection).toBeNull();
  });
});
