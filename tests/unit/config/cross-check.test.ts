// Rules between fields, one row each: what is written, and what is said about it.
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../balancer-core/config/parse.ts";

const base = {
  version: 1,
  listeners: [{ id: "web", bind: "127.0.0.1:8080", pool: "app" }] as object[],
  pools: [{ id: "app", servers: ["127.0.0.1:9001"] }] as object[],
};
const app = (settings: object) => ({ ...base, pools: [{ id: "app", ...settings }] });
const web = (settings: object) => ({ ...base, listeners: [{ ...base.listeners[0], ...settings }] });
const sim = { id: "sim1", bind: "127.0.0.1:9001" };

function problemsOf(document: object) {
  const parsed = parseConfig(JSON.stringify(document));
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe("rules between fields", () => {
  it("leave a sound configuration alone", () => {
    expect(problemsOf({ ...base, console: {}, lab: { servers: [sim] } })).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      "two listeners of one id",
      { ...base, listeners: [...base.listeners, { id: "web", bind: "127.0.0.1:0" }] },
      'listeners.1.id: listener "web": the id "web" is taken by listener 1',
    ],
    [
      "a route to no pool",
      web({ routes: [{ pool: "nope" }] }),
      'listeners.0.routes.0.pool: listener "web": there is no pool "nope"',
    ],
    [
      "traffic to no listener",
      { ...base, lab: { traffic: [{ id: "t", target: "x", mode: "open" }] } },
      'lab.traffic.0.target: traffic "t": there is no listener "x"',
    ],
    [
      "a tcp listener without a pool",
      { ...base, listeners: [{ id: "t", protocol: "tcp", bind: "127.0.0.1:1" }] },
      'listeners.0.pool: listener "t": a tcp listener needs a pool',
    ],
    [
      "a tcp listener with routes",
      web({ protocol: "tcp", routes: [{ pool: "app" }] }),
      'listeners.0.routes: listener "web": a tcp listener has no routes, only a pool',
    ],
    [
      "an https listener without a certificate",
      web({ protocol: "https" }),
      'listeners.0.protocol: listener "web": an https listener needs tls.certificates or tls.selfSigned: true',
    ],
    [
      "certificates where nothing is decrypted",
      web({ tls: { selfSigned: true } }),
      'listeners.0.tls: listener "web": tls: only an https listener has certificates',
    ],
    [
      "a tls-passthrough listener that would have to decrypt",
      web({ protocol: "tls-passthrough", routes: [{ match: { pathPrefix: "/x" }, pool: "app" }] }),
      'listeners.0.routes.0.match.pathPrefix: listener "web": pathPrefix: a tls-passthrough listener sees only the host',
    ],
    [
      "a tls-passthrough listener to nowhere",
      { ...base, listeners: [{ id: "t", protocol: "tls-passthrough", bind: "127.0.0.1:1" }] },
      'listeners.0.pool: listener "t": a tls-passthrough listener needs routes or a pool',
    ],
    [
      "a lab server on a listener's port",
      { ...base, lab: { servers: [{ id: "sim1", bind: "localhost:8080" }] } },
      'lab.servers.0.bind: lab server "sim1": bind: the address is taken by listener "web"',
    ],
    [
      "the console on every interface and a listener's port",
      { ...base, console: { bind: "0.0.0.0:8080" } },
      'console.bind: bind: the address is taken by listener "web"',
    ],
    [
      "a back-off that shrinks",
      app({ retries: { backoff: { base: "1s" } } }),
      'pools.0.retries.backoff.base: pool "app": base: expected at most max (250ms)',
    ],
    [
      "a latency upside down",
      {
        ...base,
        lab: {
          servers: [{ ...sim, latency: { distribution: "uniform", min: "9ms", max: "3ms" } }],
        },
      },
      'lab.servers.0.latency.min: lab server "sim1": min: expected at most max (3ms)',
    ],
    [
      "a broken expression",
      app({ health: { type: "http", expectBody: "(" } }),
      'pools.0.health.expectBody: pool "app": expectBody: expected a regular expression without look-around and back-references: missing closing ): `(`',
    ],
    [
      "a header that would split the request",
      app({ health: { type: "http", headers: { "x-a": "1\r\nx-b: 2" } } }),
      'pools.0.health.headers.x-a: pool "app": x-a: expected text without line breaks',
    ],
    [
      "a path with a space",
      app({ health: { type: "http", path: "/a b" } }),
      'pools.0.health.path: pool "app": path: expected a request target',
    ],
    [
      "a reserved id",
      { version: 1, pools: [{ id: "constructor" }] },
      'pools.0.id: pool "constructor": the id "constructor" is reserved',
    ],
  ])("refuse %s", (_, document, expected) => {
    expect(problemsOf(document)).toEqual([expected]);
  });

  it("let port 0 be used twice, because the system gives two", () => {
    const listeners = ["a", "b"].map((id) => ({ id, bind: "127.0.0.1:0", pool: "app" }));
    expect(problemsOf({ ...base, listeners })).toEqual([]);
  });
});

describe("whom a listener trusts", () => {
  const problemsWith = (trustedProxies: string[], protocol = "http") =>
    problemsOf(web({ protocol, trustedProxies }));

  it("is said by networks and addresses", () => {
    expect(problemsWith(["10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "::1"])).toEqual([]);
  });

  it.each(["10.0.0.0/33", "proxy.example", "10.0.0/8", ""])("cannot be said by %j", (entry) => {
    expect(problemsWith(["10.0.0.0/8", entry])).toEqual([
      'listeners.0.trustedProxies.1: listener "web": trustedProxies: expected an address or a CIDR network such as ' +
        `10.0.0.0/8, not ${JSON.stringify(entry)}`,
    ]);
  });

  it("means nothing to a listener that reads no fields", () => {
    expect(problemsWith(["10.0.0.0/8"], "tcp")).toEqual([
      'listeners.0.trustedProxies: listener "web": trustedProxies: a tcp listener reads no X-Forwarded-For',
    ]);
  });
});

describe("traffic to a listener that passes TLS through", () => {
  const traffic = (rules: object, more: object = {}) =>
    problemsOf({
      ...base,
      listeners: [{ id: "web", bind: "127.0.0.1:8443", protocol: "tls-passthrough", ...rules }],
      lab: { traffic: [{ id: "t", target: "web", mode: "open", ...more }] },
    });
  const routes = [{ match: { host: "a.example" }, pool: "app" }];

  it("needs a host where only routes say where to go", () => {
    expect(traffic({ routes })).toEqual([
      'lab.traffic.0.target: traffic "t": listener "web" has no pool of its own, so its traffic needs a host',
    ]);
    expect(traffic({ routes }, { host: "a.example" })).toEqual([]);
    expect(traffic({ routes, pool: "app" })).toEqual([]);
  });
});

describe("settings that are as by default", () => {
  it("are no problem when they are said", () => {
    const quiet = {
      algorithm: { type: "weighted-random" },
      slowStart: "0s",
      upstream: { tls: false },
    };
    expect(problemsOf(app(quiet))).toEqual([]);
  });
});
