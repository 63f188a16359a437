// The configuration most specs start from: one listener, three simulated servers of different speed, one generator.

/** Health is asked every 250 ms, so that a spec sees a crash and a return within a second or two. */
export async function workbench(freePort: () => Promise<number>): Promise<string> {
  const ports = [await freePort(), await freePort(), await freePort()];
  const speeds = [
    { median: "4ms", p99: "15ms" },
    { median: "8ms", p99: "30ms" },
    { median: "15ms", p99: "60ms" },
  ];
  const servers = ports.map(
    (port, index) => `      - { id: s${index + 1}, address: "127.0.0.1:${port}" }`,
  );
  const simulated = ports.map(
    (port, index) =>
      `    - { id: sim${index + 1}, bind: "127.0.0.1:${port}", latency: { distribution: lognormal, median: ${speeds[index]?.median}, p99: ${speeds[index]?.p99} }, seed: ${index + 1} }`,
  );
  return `version: 1
listeners:
  - { id: web, protocol: http, bind: "127.0.0.1:0", pool: app, exposeServer: true }
pools:
  - id: app
    # the comment that must survive every edit
    algorithm: { type: round-robin }
    health: { type: http, path: /health, interval: 250ms, fastInterval: 250ms, timeout: 2s, fall: 3, rise: 2 }
    servers:
${servers.join("\n")}
lab:
  servers:
${simulated.join("\n")}
  traffic:
    - { id: steady, target: web, mode: open, rate: 60, clients: 20, path: /hello, seed: 1 }
`;
}
