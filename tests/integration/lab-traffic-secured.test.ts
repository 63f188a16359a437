// Generators towards listeners that want more than a request: TLS with a certificate nobody signed, a server name, a PROXY header.
import { createServer, type Server } from "node:https";
import { afterEach, describe, expect, it } from "vitest";
import { issueLeaf } from "../../balancer-core/proxy/tls/issue-certificate.ts";
import { listenOnFreePort, type RealServer } from "../support/balancer.ts";
import { testAuthority } from "../support/certificates.ts";
import { startLab, type TestLab } from "../support/lab.ts";
import { runningHost } from "../support/running-host.ts";

let simulated: TestLab | undefined;
const secured: RealServer[] = [];
afterEach(async () => {
  await simulated?.lab.stop();
  simulated = undefined;
  for (const server of secured.splice(0)) await server.kill();
});

async function startSim(protocol: "http" | "tcp" = "http"): Promise<string> {
  simulated = await startLab({
    document: {
      servers: [
        {
          id: "sim1",
          bind: "127.0.0.1:0",
          protocol,
          latency: { distribution: "constant", value: "1ms" },
        },
      ],
    },
  });
  return simulated.addressOf("sim1");
}

async function startSecured(name: string): Promise<string> {
  const { cert, key } = issueLeaf(testAuthority, [name], Date.now());
  const server: Server = createServer({ cert, key }, (request, response) => {
    response.writeHead(request.headers.host === name ? 200 : 500).end();
  });
  secured.push(await listenOnFreePort(server));
  return secured.at(-1)?.address ?? "";
}

interface Rules {
  readonly listener: string;
  readonly server: string;
  readonly traffic?: string;
}

/** Lets a generator run until it was answered so often, never wrong. */
async function answered({ listener, server, traffic = "" }: Rules, succeeded = 20) {
  const host = await runningHost(`version: 1
listeners:
  - { id: web, bind: "127.0.0.1:0", ${listener} }
pools:
  - id: app
    health: { type: none }
    servers: [{ id: s1, address: "${server}" }]
lab:
  traffic: [{ id: steady, target: web, mode: closed, concurrency: 4, clients: 3, ${traffic} }]
`);
  await host.call("traffic.start", { id: "steady" });
  await host.eventually(async () => {
    const [steady] = (await host.call("lab.get", {})).traffic;
    expect(steady?.failed).toBe(0);
    expect(steady?.succeeded).toBeGreaterThan(succeeded);
  });
  await host.call("traffic.stop", { id: "steady" });
  // What TLS passes through is on record once it is over.
  await host.eventually(async () => {
    const [listener] = (await host.call("snapshot.get", {})).listeners;
    expect(listener?.activeConnections).toBe(0);
  });
  const { requests } = await host.call("requests.list", { limit: 500 });
  return { ...host, clients: new Set(requests.map(({ client }) => client)) };
}

describe("traffic to an https listener", () => {
  it("is answered, over connections that are kept", async () => {
    const { call } = await answered({
      listener: "protocol: https, pool: app, tls: { selfSigned: true }",
      server: await startSim(),
    });
    const [listener] = (await call("snapshot.get", {})).listeners;
    expect(listener?.totalConnections).toBeLessThanOrEqual(12);
  });
});

describe("traffic to a listener that passes TLS through", () => {
  it("asks for a name, which the listener routes by and the server answers to", async () => {
    await answered({
      listener: "protocol: tls-passthrough, routes: [{ match: { host: shop.test }, pool: app }]",
      server: await startSecured("shop.test"),
      traffic: "host: shop.test",
    });
  });
});

describe("traffic to a listener that reads PROXY headers", () => {
  const claimed = new Set(["10.0.0.0", "10.0.0.1", "10.0.0.2"]);

  it.each([
    ["http", "pool: app"],
    ["https", "protocol: https, pool: app, tls: { selfSigned: true }"],
  ])(
    "over %s comes from an address of each client's, over connections that are kept",
    async (_, listener) => {
      const { call, clients } = await answered(
        { listener: `${listener}, proxyProtocol: accept`, server: await startSim() },
        100,
      );
      expect(clients).toEqual(claimed);
      const [web] = (await call("snapshot.get", {})).listeners;
      expect(web?.totalConnections).toBeLessThanOrEqual(30);
    },
  );

  it("over tcp does, too", async () => {
    const { clients } = await answered({
      listener: "protocol: tcp, pool: app, proxyProtocol: accept",
      server: await startSim("tcp"),
    });
    expect(clients).toEqual(claimed);
  });

  it("stands before the handshake where TLS passes through", async () => {
    const { clients } = await answered({
      listener: "protocol: tls-passthrough, pool: app, proxyProtocol: accept",
      server: await startSecured("shop.test"),
      traffic: "host: shop.test",
    });
    expect(clients).toEqual(claimed);
  });
});

describe("traffic with a host", () => {
  it("reaches the pool that a route names", async () => {
    const { call } = await answered({
      listener: "routes: [{ match: { host: shop.test }, pool: app }]",
      server: await startSim(),
      traffic: "host: shop.test",
    });
    const { requests } = await call("requests.list", { limit: 1 });
    expect(requests[0]).toMatchObject({ host: "shop.test", status: 200 });
  });
});
