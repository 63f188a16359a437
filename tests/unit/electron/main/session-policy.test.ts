// The page may copy and is granted nothing else, whichever way it asks. Every permission Electron knows is tried.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "electron";
import { describe, expect, it, vi } from "vitest";
import { bundledRenderer } from "../../../../electron/main/renderer-address.ts";
import { allowOnlyCopying } from "../../../../electron/main/session-policy.ts";
import { createSession } from "../../../support/fake-electron.ts";
import { projectRoot } from "../../../support/source-files.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

/** As Electron's own types list them. */
function permissionsOf(member: string): string[] {
  const types = readFileSync(join(projectRoot, "node_modules/electron/electron.d.ts"), "utf8");
  const line = types.split("\n").find((text) => text.includes(`${member}(handler:`)) ?? "";
  const [, union = ""] = /permission: ((?:'[\w-]+'(?: \| )?)+)/.exec(line) ?? [];
  return union.split(" | ").map((name) => name.slice(1, -1));
}

describe("the session's policy", () => {
  const session = createSession();
  allowOnlyCopying(session as unknown as Session, bundledRenderer);
  const page = { isMainFrame: true, requestingUrl: "app://bundle/index.html#/traffic" };

  function ask(permission: string, details = page): boolean[] {
    const callback = vi.fn();
    session.setPermissionRequestHandler.mock.lastCall?.[0](null, permission, callback, details);
    return callback.mock.calls.map(([isGranted]) => isGranted);
  }
  const check = (permission: string, origin = "app://bundle/", isMainFrame = true) =>
    session.setPermissionCheckHandler.mock.lastCall?.[0](null, permission, origin, { isMainFrame });

  it("answers each permission request once, with no but for copying", () => {
    const names = permissionsOf("setPermissionRequestHandler");
    expect(names.length).toBeGreaterThan(30);
    const granted = names.filter((name) => {
      const answers = ask(name);
      expect(answers, name).toHaveLength(1);
      return answers[0];
    });
    expect(granted).toEqual(["clipboard-sanitized-write"]);
  });

  it("denies permission checks but for copying, and devices", () => {
    const names = permissionsOf("setPermissionCheckHandler");
    expect(names.filter((name) => check(name))).toEqual(["clipboard-sanitized-write"]);
    expect(session.setDevicePermissionHandler.mock.lastCall?.[0]({ deviceType: "usb" })).toBe(
      false,
    );
  });

  it("lets the console's own page copy, and no frame in it or page of another", () => {
    const copying = "clipboard-sanitized-write";
    expect(ask(copying, { ...page, isMainFrame: false })).toEqual([false]);
    expect(ask(copying, { ...page, requestingUrl: "https://bundle/index.html" })).toEqual([false]);
    expect(check(copying, "app://bundle/", false)).toBe(false);
    expect(check(copying, "app://other/")).toBe(false);
  });

  it("gives no picture of the screen", () => {
    const callback = vi.fn();
    session.setDisplayMediaRequestHandler.mock.lastCall?.[0]({}, callback);
    expect(callback.mock.calls).toEqual([[null]]);
  });
});
