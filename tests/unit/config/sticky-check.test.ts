// Rules about stickiness: which listeners can tell clients apart, and which pools may share a cookie's name.
import { describe, expect, it } from "vitest";
import { stickyFindings } from "../../../balancer-core/config/sticky-check.ts";
import { testConfig } from "../../support/balancer.ts";

const servers = ["127.0.0.1:9001"];
const cookie = { stickiness: { type: "cookie" } };
const pools = [
  { id: "app", ...cookie, servers },
  { id: "api", ...cookie, servers },
];

function messagesOf(listener: object, with_: object[] = pools): string[] {
  const listeners = [{ id: "web", bind: "127.0.0.1:0", ...listener }];
  const found = stickyFindings(testConfig({ version: 1, listeners, pools: with_ }));
  return found.map(({ path, message }) => `${path.join(".")} ${message}`);
}

describe("stickiness behind a listener of bytes", () => {
  it.each([
    ["tcp", "cookie"],
    ["tcp", "header"],
    ["tls-passthrough", "cookie"],
  ])("%s cannot tell clients by %s", (protocol, type) => {
    const stickiness = type === "header" ? { type, name: "x-session" } : { type };
    expect(messagesOf({ protocol, pool: "app" }, [{ id: "app", stickiness, servers }])).toEqual([
      `pools.0.stickiness.type type: "${type}" needs requests, but the ${protocol} listener "web" relays connections; use source-ip`,
    ]);
  });

  it("can tell them by source-ip", () => {
    const stickiness = { type: "source-ip" };
    expect(
      messagesOf({ protocol: "tcp", pool: "app" }, [{ id: "app", stickiness, servers }]),
    ).toEqual([]);
  });
});

describe("two pools with one cookie", () => {
  const conflict = [
    'pools.1.stickiness.name name: clients of one host get the same cookie from pool "app"; each pool needs a name of its own',
  ];

  it.each<[string, object[]]>([
    ["a path tells them apart", [{ match: { pathPrefix: "/api" }, pool: "api" }]],
    ["one has a part of a host", [{ match: { host: "x", pathPrefix: "/api" }, pool: "api" }]],
    [
      "they share a host by path",
      [
        { match: { host: "x", method: "GET" }, pool: "api" },
        { match: { host: "X" }, pool: "app" },
      ],
    ],
  ])("is a problem where %s", (_case, routes) => {
    expect(messagesOf({ pool: "app", routes })).toEqual(conflict);
  });

  it.each<[string, object]>([
    ["a whole host is one's own", { pool: "app", routes: [{ match: { host: "x" }, pool: "api" }] }],
    [
      "a host is taken whole in two steps",
      {
        pool: "app",
        routes: [
          { match: { host: "x", method: "GET" }, pool: "api" },
          { match: { host: "x" }, pool: "api" },
        ],
      },
    ],
    ["no listener leads to both", { pool: "app" }],
  ])("is none where %s", (_case, listener) => {
    expect(messagesOf(listener)).toEqual([]);
  });

  it("is none when the names differ", () => {
    const named = [
      pools[0] ?? {},
      { id: "api", stickiness: { type: "cookie", name: "API" }, servers },
    ];
    const routes = [{ match: { pathPrefix: "/api" }, pool: "api" }];
    expect(messagesOf({ pool: "app", routes }, named)).toEqual([]);
  });
});
