// Addresses of pages, and fragments that are none.
import { describe, expect, it } from "vitest";
import { parseRoute, routeHref } from "../../../../renderer/lib/hash-route.ts";

describe("the route in the fragment", () => {
  it("gives back what an address was made of", () => {
    expect(parseRoute(routeHref("servers", "app", "a/b c"))).toEqual({
      page: "servers",
      rest: ["app", "a/b c"],
    });
  });

  it.each(["", "#", "#/", "#token=abc"])("falls back to the first page for %j", (hash) => {
    expect(parseRoute(hash)).toEqual({ page: "topology", rest: [] });
  });

  it("survives a broken escape", () => {
    expect(parseRoute("#/%E0%A4%A").page).toBe("%E0%A4%A");
  });
});
