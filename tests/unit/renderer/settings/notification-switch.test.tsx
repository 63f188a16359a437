// @vitest-environment jsdom
// The switch of notifications: asks within the click and not before, and says why where they cannot be shown.
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NotificationSwitch } from "../../../../renderer/features/settings/notification-switch.tsx";
import { preferencesStore, setPreferences } from "../../../../renderer/state/preferences-store.ts";

const ask = vi.fn<() => Promise<NotificationPermission>>();
const isWanted = () => preferencesStore.getState().hasNotifications;

function browser(permission: NotificationPermission): void {
  vi.stubGlobal("Notification", { permission, requestPermission: ask });
  vi.stubGlobal("isSecureContext", true);
}

async function press(): Promise<HTMLElement> {
  const control = screen.getByRole("switch", { name: "Notifications" });
  await act(async () => {
    fireEvent.click(control);
  });
  return control;
}

beforeEach(() => {
  vi.clearAllMocks();
  setPreferences({ hasNotifications: false });
});
afterEach(() => {
  vi.unstubAllGlobals();
  cleanup();
});

describe("the switch of notifications", () => {
  it("asks when it is switched on, and not when it is shown or switched off", async () => {
    browser("default");
    ask.mockResolvedValue("granted");
    render(<NotificationSwitch />);
    expect(ask).not.toHaveBeenCalled();
    expect((await press()).getAttribute("aria-checked")).toBe("true");
    expect(isWanted()).toBe(true);
    await press();
    expect(isWanted()).toBe(false);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["denied", /browser blocks/],
    ["default", /was not answered/],
  ] as const)("stays off and says why after the answer %s", async (answer, why) => {
    browser("default");
    ask.mockResolvedValue(answer);
    render(<NotificationSwitch />);
    const control = await press();
    expect([control.getAttribute("aria-checked"), isWanted()]).toEqual(["false", false]);
    expect(screen.getByText(why)).toBeTruthy();
  });

  it("is off and says so where a permission was taken back", () => {
    browser("denied");
    setPreferences({ hasNotifications: true });
    render(<NotificationSwitch />);
    expect(screen.getByRole("switch").getAttribute("aria-checked")).toBe("false");
    expect(screen.getByText(/browser blocks/)).toBeTruthy();
  });

  it("asks nobody on the desktop, where the shell shows them", async () => {
    browser("denied");
    vi.stubGlobal("evenkeel", {});
    render(<NotificationSwitch />);
    await press();
    expect([isWanted(), ask.mock.calls.length]).toEqual([true, 0]);
  });
});
