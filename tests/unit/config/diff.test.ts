// The diff sorts changes by what they cost and says each one in a sentence with values as people write them.
import { describe, expect, it } from "vitest";
import { diffConfig } from "../../../balancer-core/config/diff.ts";
import {
  type Config,
  type ConfigDocument,
  configSchema,
  expandShorthand,
} from "../../../balancer-core/contract/config-schema.ts";

const document = (): ConfigDocument => ({
  version: 1,
  listeners: [
    { id: "web", bind: "127.0.0.1:8080", pool: "app" },
    { id: "echo", protocol: "tcp", bind: "127.0.0.1:8081", pool: "app" },
  ],
  pools: [
    {
      id: "app",
      health: { type: "http" },
      servers: [
        { id: "s1", address: "127.0.0.1:9001" },
        { id: "s2", address: "127.0.0.1:9002" },
      ],
    },
  ],
  lab: {
    servers: [{ id: "sim1", bind: "127.0.0.1:9001" }],
    traffic: [{ id: "steady", target: "web", mode: "open" }],
  },
});

type Draft = { -readonly [K in keyof ConfigDocument]: ConfigDocument[K] };

function diffAfter(change: (draft: Draft) => void) {
  const parse = (source: unknown): Config => configSchema.parse(expandShorthand(source));
  const after = document();
  change(after);
  return diffConfig(parse(document()), parse(after));
}

describe("the difference of two configurations", () => {
  it("is empty when both mean the same, however they are written", () => {
    const diff = diffAfter((draft) => {
      draft.shutdown = { deadline: "10000ms" };
      draft.log = { maxBytes: 20 * 1024 * 1024 };
    });
    expect(diff.sentences).toEqual([]);
    expect(diff.pools).toEqual({ added: [], removed: [], changed: [] });
    expect(diff.listeners).toEqual({ added: [], removed: [], rebound: [], updated: [] });
  });

  it("tells a listener that must open another socket from one that keeps it", () => {
    const diff = diffAfter((draft) => {
      draft.listeners = [
        { id: "web", bind: "127.0.0.1:8090", pool: "app" },
        {
          id: "echo",
          protocol: "tcp",
          bind: "127.0.0.1:8081",
          pool: "app",
          limits: { idleTimeout: "5s" },
        },
        { id: "new", bind: "127.0.0.1:8082", pool: "app" },
      ];
    });
    expect(diff.listeners.rebound.map(({ after }) => after.id)).toEqual(["web"]);
    expect(diff.listeners.updated.map(({ after }) => after.id)).toEqual(["echo"]);
    expect(diff.listeners.added.map(({ id }) => id)).toEqual(["new"]);
    expect(diff.sentences).toEqual([
      'listener "web": bind 127.0.0.1:8080 → 127.0.0.1:8090',
      'listener "echo": limits.idleTimeout 1m → 5s',
      'listener "new" added at 127.0.0.1:8082',
    ]);
  });

  it("names server and pool of a changed weight", () => {
    const diff = diffAfter((draft) => {
      draft.pools = [
        {
          id: "app",
          health: { type: "http" },
          servers: [
            { id: "s1", address: "127.0.0.1:9001" },
            { id: "s2", address: "127.0.0.1:9002", weight: 3, intent: "drain" },
            { id: "s3", address: "[::1]:9003" },
          ],
        },
      ];
    });
    expect(diff.pools.changed).toHaveLength(1);
    expect(diff.sentences).toEqual([
      'server "s2" of pool "app": weight 1 → 3',
      'server "s2" of pool "app": intent ready → drain',
      'server "s3" of pool "app" added at [::1]:9003',
    ]);
  });

  it("says a changed algorithm, check and list each in one sentence", () => {
    const diff = diffAfter((draft) => {
      draft.pools = [
        {
          id: "app",
          algorithm: { type: "random" },
          health: { type: "http", interval: "2s", expectStatus: "200" },
          retries: { on: ["connect-failure"] },
          servers: [
            { id: "s2", address: "127.0.0.1:9002" },
            { id: "s1", address: "127.0.0.1:9001" },
          ],
        },
      ];
    });
    expect(diff.sentences).toEqual([
      'pool "app": algorithm round-robin → random',
      'pool "app": health.interval 5s → 2s',
      'pool "app": health.expectStatus 200-399 → 200',
      'pool "app": retries.on [connect-failure, reset-before-response] → [connect-failure]',
      'pool "app": order of servers changed',
    ]);
  });

  it("says another kind of check by its name", () => {
    const diff = diffAfter((draft) => {
      draft.pools = [{ ...draft.pools?.[0], id: "app", health: { type: "none" } }];
    });
    expect(diff.sentences).toHaveLength(1);
    expect(diff.sentences[0]).toMatch(/^pool "app": health http \{.*… → none$/);
  });

  it("covers the lab, the console and the log", () => {
    const diff = diffAfter((draft) => {
      draft.lab = {
        servers: [
          {
            id: "sim1",
            bind: "127.0.0.1:9001",
            health: "down",
            latency: { distribution: "constant", value: "5ms" },
          },
        ],
        traffic: [{ id: "burst", target: "web", mode: "closed" }],
      };
      draft.console = {};
      draft.log = { requests: "none" };
    });
    expect(diff.sentences).toEqual([
      'lab server "sim1": latency lognormal {median: 20ms, p99: 80ms} → constant {value: 5ms}',
      'lab server "sim1": health up → down',
      'traffic "steady" removed',
      'traffic "burst" added',
      "log.requests all → none",
      "console none → {bind: 127.0.0.1:7300}, from the next start on",
    ]);
  });

  it("keeps every sentence short, whatever the values are", () => {
    const diff = diffAfter((draft) => {
      draft.listeners = [
        {
          ...(draft.listeners?.[0] ?? { id: "web", bind: "127.0.0.1:8080" }),
          routes: Array.from({ length: 50 }, (_, index) => ({
            match: { pathPrefix: `/${index}` },
            pool: "app",
          })),
        },
        ...(draft.listeners?.slice(1) ?? []),
      ];
    });
    expect(diff.sentences).toHaveLength(1);
    expect(diff.sentences[0]?.length).toBeLessThan(100);
  });
});
