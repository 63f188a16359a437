// @vitest-environment jsdom
// The system's notifications in a browser: only while nobody looks, only if wanted and allowed, and none beside the desktop's own.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { notifyOfChanges } from "../../../../renderer/app/notifications.ts";
import { setPreferences } from "../../../../renderer/state/preferences-store.ts";
import { select, selectionStore } from "../../../../renderer/state/selection-store.ts";

interface Shown {
  readonly title: string;
  readonly options: NotificationOptions;
  onclick?: () => void;
  close(): void;
}

const shown: Shown[] = [];

class FakeNotification {
  static permission: NotificationPermission = "granted";
  readonly title: string;
  readonly options: NotificationOptions;
  close = vi.fn();
  constructor(title: string, options: NotificationOptions) {
    this.title = title;
    this.options = options;
    shown.push(this);
  }
}

const down = [{ pool: "app", server: "s2", state: "down" }] as const;
const isHidden = vi.spyOn(document, "hidden", "get");

beforeEach(() => {
  shown.length = 0;
  FakeNotification.permission = "granted";
  vi.stubGlobal("Notification", FakeNotification);
  vi.stubGlobal("focus", vi.fn());
  setPreferences({ hasNotifications: true });
  isHidden.mockReturnValue(true);
});
afterEach(() => {
  vi.unstubAllGlobals();
  select(null);
});

describe("notifications in a browser", () => {
  it("tell who went down, and lead to it", () => {
    notifyOfChanges("s2 down, 2 of 3 up", down);
    expect(shown).toMatchObject([{ options: { body: "s2 down, 2 of 3 up" } }]);
    shown[0]?.onclick?.();
    expect(window.location.hash).toBe("#/servers");
    expect(selectionStore.getState().selection).toEqual({
      kind: "server",
      pool: "app",
      server: "s2",
    });
  });

  it("replace each other, also those of another tab", () => {
    notifyOfChanges("s2 down", down);
    notifyOfChanges("s3 down", down);
    expect(new Set(shown.map(({ options }) => options.tag)).size).toBe(1);
    expect(shown[0]?.options.tag).toBeTruthy();
  });

  it("stay away where somebody looks, where they are not wanted or allowed, and of what came back", () => {
    isHidden.mockReturnValue(false);
    notifyOfChanges("s2 down", down);
    isHidden.mockReturnValue(true);
    notifyOfChanges("s2 up", [{ pool: "app", server: "s2", state: "up" }]);
    FakeNotification.permission = "denied";
    notifyOfChanges("s2 down", down);
    FakeNotification.permission = "granted";
    setPreferences({ hasNotifications: false });
    notifyOfChanges("s2 down", down);
    expect(shown).toEqual([]);
  });

  it("are left to the desktop shell where there is one", () => {
    vi.stubGlobal("evenkeel", {});
    notifyOfChanges("s2 down", down);
    expect(shown).toEqual([]);
  });
});
