// The page is granted nothing, whichever way it asks.
import type { Session } from "electron";
import { describe, expect, it, vi } from "vitest";
import { denyAllPermissions } from "../../../../electron/main/session-policy.ts";
import { createSession } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

describe("the session's policy", () => {
  const session = createSession();
  denyAllPermissions(session as unknown as Session);

  it("answers a permission request once, with no", () => {
    const callback = vi.fn();
    session.setPermissionRequestHandler.mock.lastCall?.[0](null, "notifications", callback);
    expect(callback.mock.calls).toEqual([[false]]);
  });

  it("denies permission checks and devices", () => {
    expect(session.setPermissionCheckHandler.mock.lastCall?.[0](null, "media")).toBe(false);
    expect(session.setDevicePermissionHandler.mock.lastCall?.[0]({ deviceType: "usb" })).toBe(
      false,
    );
  });

  it("gives no picture of the screen", () => {
    const callback = vi.fn();
    session.setDisplayMediaRequestHandler.mock.lastCall?.[0]({}, callback);
    expect(callback.mock.calls).toEqual([[null]]);
  });
});
