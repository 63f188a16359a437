// Which pool a request goes to.
import { describe, expect, it } from "vitest";
import { createRouter } from "../../../balancer-core/proxy/routes.ts";

function route(
  match: object,
  request: { method?: string; host?: string; path?: string; fields?: Record<string, string> },
) {
  const router = createRouter({ pool: "default", routes: [{ match, pool: "matched" }] });
  return (
    router({
      method: request.method ?? "GET",
      host: request.host ?? "a.example",
      path: request.path ?? "/",
      field: (name) => request.fields?.[name],
    }) === "matched"
  );
}

describe("a route", () => {
  it.each([
    [{}, {}, true],
    [{ host: "A.example" }, { host: "a.EXAMPLE" }, true],
    [{ host: "a.example" }, { host: "a.example." }, true],
    [{ host: "a.example" }, { host: "b.a.example" }, false],
    [{ host: "*.example" }, { host: "a.example" }, true],
    [{ host: "*.example" }, { host: "b.a.example" }, false],
    [{ host: "*.example" }, { host: "example" }, false],
    [{ host: "*.example" }, { host: ".example" }, false],
    [{ pathPrefix: "/v1" }, { path: "/v1" }, true],
    [{ pathPrefix: "/v1" }, { path: "/v1/x" }, true],
    [{ pathPrefix: "/v1" }, { path: "/v10" }, false],
    [{ pathPrefix: "/v1/" }, { path: "/v1/x" }, true],
    [{ pathPrefix: "/" }, { path: "/x" }, true],
    [{ pathPrefix: "/" }, { path: "*" }, false],
    [{ pathPrefix: "/public" }, { path: "/public/../admin" }, false],
    [{ pathPrefix: "/public" }, { path: "/public/%2e%2E/admin" }, false],
    [{ pathPrefix: "/admin" }, { path: "/public/.%2e/admin/x" }, true],
    [{ pathPrefix: "/admin" }, { path: "/%61dmin/x" }, true],
    [{ pathPrefix: "/admin" }, { path: "//admin" }, true],
    [{ pathPrefix: "/admin" }, { path: "/./admin/." }, true],
    [{ pathPrefix: "/admin" }, { path: "/admin/.." }, false],
    [{ pathPrefix: "/admin" }, { path: "/../../admin" }, true],
    [{ pathPrefix: "/a/b" }, { path: "/a%2Fb" }, false],
    [{ pathPrefix: "/a%2fb" }, { path: "/a%2fb/c" }, true],
    [{ pathPrefix: "/a//b/" }, { path: "/a/b/c" }, true],
    [{ pathPrefix: "/v1/" }, { path: "/v1/x/.." }, true],
    [{ pathPrefix: "/" }, { path: "/%zz/%" }, true],
    [{ method: "POST" }, { method: "GET" }, false],
    [{ header: { "X-Canary": "1" } }, { fields: { "x-canary": "1" } }, true],
    [{ header: { "X-Canary": "1" } }, { fields: { "x-canary": "1, 1" } }, false],
    [{ header: { "X-Canary": "1" } }, {}, false],
    [{ host: "a.example", method: "GET" }, { method: "POST" }, false],
  ])("%j for %j: %s", (match, request, expected) => {
    expect(route(match, request)).toBe(expected);
  });

  it("wins by being first, and leaves the rest to the listener's own pool or to nobody", () => {
    const routes = [
      { match: { pathPrefix: "/a" }, pool: "one" },
      { match: { pathPrefix: "/a/b" }, pool: "two" },
    ];
    const request = { method: "GET", host: "x", path: "/a/b", field: () => undefined };
    expect(createRouter({ pool: "rest", routes })(request)).toBe("one");
    expect(createRouter({ pool: "rest", routes })({ ...request, path: "/" })).toBe("rest");
    expect(createRouter({ routes })({ ...request, path: "/" })).toBeUndefined();
  });
});
