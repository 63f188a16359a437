// @vitest-environment jsdom
// What a person is told while the balancer cannot be reached.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import { ConnectionBanner } from "../../../../renderer/app/connection-banner.tsx";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { setConnectionStatus } from "../../../../renderer/state/connection-store.ts";
import { ConsoleProvider } from "../../../../renderer/state/console-context.tsx";

const reconnect = vi.fn();
const services = { client: { reconnect } as unknown as BalancerClient, actions: {} as Actions };
const show = () =>
  render(
    <ConsoleProvider services={services}>
      <ConnectionBanner />
    </ConsoleProvider>,
  );

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("the connection banner", () => {
  it("is absent while the connection is open", () => {
    setConnectionStatus({ state: "open" });
    expect(show().container.textContent).toBe("");
  });

  it("counts down to the next attempt and tries at once when asked", () => {
    vi.useFakeTimers();
    setConnectionStatus({ state: "lost", message: "closed", retryAt: Date.now() + 3_000 });
    const { container } = show();
    expect(container.querySelector("p")?.textContent).toBe(
      "The connection to the balancer is lost. Trying again in 3 s.",
    );
    expect(screen.getByRole("status").textContent).toBe("The connection to the balancer is lost.");
    fireEvent.click(screen.getByRole("button", { name: "Try now" }));
    expect(reconnect).toHaveBeenCalledTimes(1);
  });

  it("asks for a reload when versions differ", () => {
    setConnectionStatus({ state: "lost", message: "contract 2", retryAt: null });
    show();
    expect(screen.getByRole("status").textContent).toContain("Reload the console");
    expect(screen.getByRole("button", { name: "Reload" })).toBeTruthy();
  });
});
