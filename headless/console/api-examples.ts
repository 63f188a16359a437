// One example call for each method of the API, shown in the OpenAPI document. A test makes every one of them against the
// configuration below, so a method without an example fails it.
import type { MethodName } from "../../balancer-core/contract/methods.ts";

export interface ApiExample {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
}

/** What the examples are about. Before them one change is made (taken back for `config.redo`), and "alice" has a session. */
export const exampleYaml = `version: 1
listeners:
  - { id: web, bind: 127.0.0.1:0, pool: app }
pools:
  - id: app
    health: { type: none }
    stickiness: { type: header, name: x-session }
    servers:
      - { id: s1, address: 127.0.0.1:9001 }
      - { id: s2, address: 127.0.0.1:9002 }
lab:
  servers:
    - { id: sim1, bind: 127.0.0.1:0 }
  traffic:
    - { id: steady, target: web, mode: open, rate: 1 }
`;

const server = { pool: "app", server: "s1" };

export const apiExamples: Partial<Record<MethodName, ApiExample>> = {
  "snapshot.get": {},
  "config.get": {},
  "config.put": {
    body: {
      version: 1,
      listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app" }],
      pools: [{ id: "app", servers: ["127.0.0.1:9001", "127.0.0.1:9002"] }],
    },
  },
  "config.check": {
    body: { yaml: "version: 1\npools:\n  - { id: app, servers: [127.0.0.1:9001] }\n" },
  },
  "config.undo": {},
  "config.redo": {},
  "history.list": {},
  "history.get": { path: { revision: 1 } },
  "history.restore": { path: { revision: 1 } },
  "server.add": { path: { pool: "app" }, body: { id: "s3", address: "127.0.0.1:9003", weight: 2 } },
  "server.update": { path: server, body: { weight: 5, intent: "maintenance" } },
  "server.drain": { path: server, body: { deadline: "30s", thenRemove: true } },
  "server.remove": { path: server, query: { drain: "30s" } },
  "server.move": { path: server, body: { to: "app", before: "s2" } },
  "servers.update": {
    body: { servers: [server, { pool: "app", server: "s2" }], changes: { intent: "drain" } },
  },
  "servers.remove": { body: { servers: [server] } },
  "server.get": { path: server },
  "pool.update": {
    path: { pool: "app" },
    body: { algorithm: { type: "least-connections" }, retries: { attempts: 2 } },
  },
  "events.list": { query: { after: 1, limit: 10 } },
  "requests.list": { query: { limit: 10, server: "app/s1", status: "5xx" } },
  "request.resend": {
    body: { listener: "web", method: "GET", target: "/hello?again=1", host: "127.0.0.1:8080" },
  },
  "sticky.list": { query: { pool: "app", limit: 10 } },
  "sticky.remove": { path: { key: "alice" }, query: { pool: "app" } },
  "process.get": {},
  "lab.get": {},
  "lab-server.update": { path: { id: "sim1" }, body: { errorRate: 0.1 } },
  "lab-server.fault": { path: { id: "sim1" }, body: { fault: "hang", for: "5s" } },
  "lab-server.heal": { path: { id: "sim1" } },
  "lab-server.add": { body: { pool: "app" } },
  "ports.detect": {},
  "scenario.list": {},
  "scenario.start": { path: { id: "uneven-servers" } },
  "scenario.stop": {},
  "traffic.update": { path: { id: "steady" }, body: { rate: 20 } },
  "traffic.start": { path: { id: "steady" } },
  "traffic.stop": { path: { id: "steady" } },
};
