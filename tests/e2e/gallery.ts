// What the pictures show: three pools, servers in several states, traffic of three kinds. Busy enough to be worth a look.

interface Simulated {
  readonly id: string;
  readonly median: string;
  readonly p99: string;
  readonly more?: string;
  readonly server?: string;
}

const app: readonly Simulated[] = [
  { id: "s1", median: "4ms", p99: "14ms", server: ", weight: 2" },
  { id: "s2", median: "7ms", p99: "30ms" },
  { id: "s3", median: "12ms", p99: "70ms", more: ", errorRate: 0.02" },
  { id: "s4", median: "6ms", p99: "20ms", more: ", health: down" },
  { id: "s5", median: "6ms", p99: "20ms", server: ", intent: maintenance" },
];
const api: readonly Simulated[] = [
  { id: "api-1", median: "18ms", p99: "90ms", server: ", maxConnections: 32" },
  { id: "api-2", median: "22ms", p99: "120ms", server: ", maxConnections: 32" },
];

export async function gallery(freePort: () => Promise<number>): Promise<string> {
  const lab: string[] = [];
  const serversOf = async (servers: readonly Simulated[]) => {
    const lines: string[] = [];
    for (const { id, median, p99, more = "", server = "" } of servers) {
      const address = `127.0.0.1:${await freePort()}`;
      lab.push(
        `    - { id: ${id}-sim, bind: ${address}, latency: { distribution: lognormal, median: ${median}, p99: ${p99} }, seed: ${lab.length + 1}${more} }`,
      );
      lines.push(`      - { id: ${id}, address: ${address}${server} }`);
    }
    return lines.join("\n");
  };
  const health =
    "health: { type: http, path: /health, interval: 500ms, fastInterval: 500ms, fall: 3, rise: 2 }";
  return `version: 1
listeners:
  - id: web
    protocol: http
    bind: "127.0.0.1:0"
    pool: app
    routes:
      - { match: { pathPrefix: /v1 }, pool: api }
pools:
  # The shop: two fast servers, and three that have seen better days.
  - id: app
    algorithm: { type: least-connections }
    ${health}
    servers:
${await serversOf(app)}
  - id: api
    algorithm: { type: power-of-two-choices }
    ${health}
    servers:
${await serversOf(api)}
lab:
  servers:
${lab.join("\n")}
  traffic:
    - { id: shop, target: web, mode: open, rate: 180, clients: 40, path: /products, seed: 1 }
    - { id: api, target: web, mode: open, rate: 60, clients: 20, path: /v1/orders, seed: 2 }
`;
}
