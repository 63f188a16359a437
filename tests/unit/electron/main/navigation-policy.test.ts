// No page of ours goes anywhere, and only constant addresses reach the browser.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { externalPages } from "../../../../electron/main/external-pages.ts";
import { denyNavigation } from "../../../../electron/main/navigation-policy.ts";
import { bundledRenderer } from "../../../../electron/main/renderer-address.ts";
import {
  createWebContents,
  type FakeWebContents,
  fakeElectron,
  resetFakeElectron,
} from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

describe("navigation", () => {
  let contents: FakeWebContents;

  beforeEach(() => {
    resetFakeElectron();
    denyNavigation(bundledRenderer);
    contents = createWebContents();
    fakeElectron.app.emit("web-contents-created", {}, contents);
  });

  function isPrevented(name: string, details: object = {}): boolean {
    const preventDefault = vi.fn();
    contents.emit(name, { ...details, preventDefault });
    return preventDefault.mock.calls.length > 0;
  }

  it("to another page is prevented, loading the console again is not", () => {
    expect(isPrevented("will-navigate", { url: "https://example.com/" })).toBe(true);
    expect(isPrevented("will-navigate", { url: "evil://bundle/" })).toBe(true);
    expect(isPrevented("will-navigate", { url: "app://bundle/index.html" })).toBe(false);
  });

  it("of inner frames, by redirects and in webviews is prevented", () => {
    const inner = { url: "app://bundle/index.html", isMainFrame: false };
    expect(isPrevented("will-frame-navigate", inner)).toBe(true);
    expect(isPrevented("will-redirect", { url: "app://bundle/" })).toBe(true);
    expect(isPrevented("will-attach-webview")).toBe(true);
  });

  it("into a new window is denied, and the browser opens constant addresses only", () => {
    const open = contents.setWindowOpenHandler.mock.lastCall?.[0];
    const [page] = Object.values(externalPages);
    for (const url of ["https://example.com/", "file:///etc/passwd", `${page}?leak=1`]) {
      expect(open({ url })).toEqual({ action: "deny" });
    }
    expect(fakeElectron.shell.openExternal).not.toHaveBeenCalled();
    expect(open({ url: page })).toEqual({ action: "deny" });
    expect(fakeElectron.shell.openExternal).toHaveBeenCalledExactlyOnceWith(page);
  });
});
