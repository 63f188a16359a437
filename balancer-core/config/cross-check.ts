// Rules between fields that a schema cannot say. Each is a pure function from a configuration to findings.
import type { Config } from "../contract/config-schema.ts";
import { reservedIds } from "../contract/ids.ts";
import { compileBodyPattern } from "../health/body-pattern.ts";
import { algorithmFindings } from "./algorithm-check.ts";
import { bindFindings } from "./bind-check.ts";
import { type Finding, invalid, type Path } from "./finding.ts";
import { stickyFindings } from "./sticky-check.ts";
import { tlsFindings } from "./tls-check.ts";
import { trustFindings } from "./trust-check.ts";

type Check = (config: Config) => Finding[];

const uniqueIds: Check = (config) => [
  ...duplicates(config.listeners, ["listeners"], "listener"),
  ...duplicates(config.pools, ["pools"], "pool"),
  ...config.pools.flatMap((pool, index) =>
    duplicates(pool.servers, ["pools", index, "servers"], "server"),
  ),
  ...duplicates(config.lab.servers, ["lab", "servers"], "lab server"),
  ...duplicates(config.lab.traffic, ["lab", "traffic"], "traffic"),
];

const poolsExist: Check = ({ listeners, pools }) => {
  const known = new Set(pools.map(({ id }) => id));
  const missing = (pool: string | undefined, path: Path) =>
    pool === undefined || known.has(pool) ? [] : [invalid(path, `there is no pool "${pool}"`)];
  return listeners.flatMap((listener, index) => [
    ...missing(listener.pool, ["listeners", index, "pool"]),
    ...listener.routes.flatMap(({ pool }, route) =>
      missing(pool, ["listeners", index, "routes", route, "pool"]),
    ),
  ]);
};

const targetsExist: Check = ({ listeners, lab }) => {
  const known = new Set(listeners.map(({ id }) => id));
  return lab.traffic.flatMap(({ target }, index) =>
    known.has(target)
      ? []
      : [invalid(["lab", "traffic", index, "target"], `there is no listener "${target}"`)],
  );
};

/** Without a name nobody could tell where such a connection wants to go, and it would be closed. */
const passedTrafficHasAName: Check = ({ listeners, lab }) => {
  const named = new Set(
    listeners
      .filter(({ protocol, pool }) => protocol === "tls-passthrough" && pool === undefined)
      .map(({ id }) => id),
  );
  return lab.traffic.flatMap(({ target, host }, index) =>
    named.has(target) && host === undefined
      ? [
          invalid(
            ["lab", "traffic", index, "target"],
            `listener "${target}" has no pool of its own, so its traffic needs a host`,
          ),
        ]
      : [],
  );
};

const tcpListenersHaveOnePool: Check = ({ listeners }) =>
  listeners.flatMap(({ protocol, pool, routes }, index) => {
    if (protocol !== "tcp") return [];
    const findings: Finding[] = [];
    if (pool === undefined) {
      findings.push(invalid(["listeners", index, "pool"], "a tcp listener needs a pool"));
    }
    if (routes.length > 0) {
      findings.push(
        invalid(["listeners", index, "routes"], "a tcp listener has no routes, only a pool"),
      );
    }
    return findings;
  });

const smallestFirst: Check = ({ pools, lab }) => [
  ...pools.flatMap(({ retries, passive }, index) => [
    ...ordered(["pools", index, "retries", "backoff"], "base", "max", retries.backoff),
    ...ordered(["pools", index, "passive"], "ejectFor", "maxEjectFor", passive),
  ]),
  ...lab.servers.flatMap(({ latency }, index) => {
    const path = ["lab", "servers", index, "latency"];
    if (latency.distribution === "uniform") return ordered(path, "min", "max", latency);
    return latency.distribution === "lognormal" ? ordered(path, "median", "p99", latency) : [];
  }),
];

const bodyPatternsCompile: Check = ({ pools }) =>
  pools.flatMap(({ health }, index) => {
    if (health.type !== "http" && health.type !== "https") return [];
    if (health.expectBody === undefined) return [];
    try {
      compileBodyPattern(health.expectBody);
      return [];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const path = ["pools", index, "health", "expectBody"];
      const wanted = "expected a regular expression without look-around and back-references";
      return [invalid(path, `expectBody: ${wanted}: ${reason}`)];
    }
  });

/** SECURITY: these texts are written into requests; a line break in one would begin a header field of its own. */
const requestsAreWritable: Check = ({ pools, lab }) => [
  ...pools.flatMap(({ upstream }, index) =>
    matching(
      ["pools", index, "upstream", "serverName"],
      upstream.serverName ?? "",
      /^[\x21-\x7e]*$/,
      "a host name",
    ),
  ),
  ...pools.flatMap(({ health }, index) => {
    if (health.type !== "http" && health.type !== "https") return [];
    const path = ["pools", index, "health"];
    const headers = Object.entries(health.headers).flatMap(([name, value]) => [
      ...matching(
        [...path, "headers", name],
        name,
        /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/,
        "a field name",
      ),
      ...matching([...path, "headers", name], value, visibleText, "text without line breaks"),
    ]);
    const host = matching([...path, "host"], health.host ?? "", /^[\x21-\x7e]*$/, "a host name");
    return [
      ...matching([...path, "path"], health.path, target, "a request target"),
      ...host,
      ...headers,
    ];
  }),
  ...lab.traffic.flatMap(({ path }, index) =>
    matching(["lab", "traffic", index, "path"], path, target, "a request target"),
  ),
];

const noReservedIds: Check = (config) => {
  const check = (items: readonly { readonly id: string }[], path: Path) =>
    items.flatMap(({ id }, index) =>
      reservedIds.includes(id)
        ? [invalid([...path, index, "id"], `the id "${id}" is reserved`)]
        : [],
    );
  return [
    ...check(config.listeners, ["listeners"]),
    ...check(config.pools, ["pools"]),
    ...config.pools.flatMap(({ servers }, index) => check(servers, ["pools", index, "servers"])),
    ...check(config.lab.servers, ["lab", "servers"]),
    ...check(config.lab.traffic, ["lab", "traffic"]),
  ];
};

const checks: readonly Check[] = [
  uniqueIds,
  noReservedIds,
  poolsExist,
  targetsExist,
  passedTrafficHasAName,
  tcpListenersHaveOnePool,
  tlsFindings,
  trustFindings,
  stickyFindings,
  algorithmFindings,
  bindFindings,
  smallestFirst,
  bodyPatternsCompile,
  requestsAreWritable,
];

export function crossCheck(config: Config): Finding[] {
  return checks.flatMap((check) => check(config));
}

const target = /^\/[\x21-\x7e]*$/;
const visibleText = /^[\t\x20-\x7e\x80-\xff]*$/;

function matching(path: Path, text: string, pattern: RegExp, wanted: string): Finding[] {
  return pattern.test(text) ? [] : [invalid(path, `${String(path.at(-1))}: expected ${wanted}`)];
}

function duplicates(items: readonly { readonly id: string }[], path: Path, what: string) {
  const first = new Map<string, number>();
  return items.flatMap(({ id }, index): Finding[] => {
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      return [];
    }
    return [invalid([...path, index, "id"], `the id "${id}" is taken by ${what} ${earlier + 1}`)];
  });
}

function ordered<Low extends string, High extends string>(
  path: Path,
  low: Low,
  high: High,
  values: Readonly<Record<Low | High, number>>,
): Finding[] {
  if (values[low] <= values[high]) return [];
  return [invalid([...path, low], `${low}: expected at most ${high} (${values[high]}ms)`)];
}
