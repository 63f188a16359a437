// Which addresses are the console's own, and when a development server may be.
import { describe, expect, it } from "vitest";
import {
  bundledRenderer,
  isRendererAddress,
  rendererAddress,
} from "../../../../electron/main/renderer-address.ts";

describe("the console's address", () => {
  it("is the bundle, whatever the environment says, when packaged", () => {
    const environment = { ELECTRON_RENDERER_URL: "http://localhost:5173" };
    expect(rendererAddress(true, environment)).toEqual(bundledRenderer);
    expect(rendererAddress(false, {})).toEqual(bundledRenderer);
  });

  it("is the development server's only where that is on this machine", () => {
    const of = (url: string) => rendererAddress(false, { ELECTRON_RENDERER_URL: url });
    expect(of("http://localhost:5173")).toEqual({
      url: "http://localhost:5173",
      isDevelopment: true,
    });
    for (const url of [
      "http://example.com",
      "https://localhost",
      "file:///x",
      "http://localhost.evil.example",
      "",
    ]) {
      expect(of(url), url).toEqual(bundledRenderer);
    }
  });
});

describe("an address", () => {
  it("is the console's by protocol and host, not by its origin, which is null for every unknown scheme", () => {
    expect(new URL("app://bundle/").origin).toBe(new URL("evil://other/").origin);
    expect(isRendererAddress(bundledRenderer, "app://bundle/index.html#/servers")).toBe(true);
    for (const foreign of [
      "evil://bundle/",
      "app://other/",
      "app://bundle.evil/",
      "app://user@bundle/",
      "https://bundle/",
      "about:blank",
      "file:///index.html",
      "",
      "nonsense",
    ]) {
      expect(isRendererAddress(bundledRenderer, foreign), foreign).toBe(false);
    }
  });
});
