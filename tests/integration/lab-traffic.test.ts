// Generators against real servers: rates, identities, kept connections, failures told apart, clean ends.

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { TrafficStatus } from "../../balancer-core/contract/lab-status.ts";
import { startLab, type TestLab } from "../support/lab.ts";

let running: TestLab | undefined;
let server: Server | undefined;
afterEach(async () => {
  await running?.lab.stop();
  server?.closeAllConnections();
  server?.close();
  running = server = undefined;
});

interface Seen {
  readonly clients: Set<string>;
  readonly paths: Set<string>;
  connections: number;
  open: number;
}

async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ address: string; seen: Seen }> {
  const seen: Seen = { clients: new Set(), paths: new Set(), connections: 0, open: 0 };
  server = createServer((request, response) => {
    seen.clients.add(request.socket.remoteAddress ?? "");
    seen.paths.add(request.url ?? "");
    handle(request, response);
  });
  server.on("connection", (socket) => {
    seen.connections++;
    seen.open++;
    socket.on("close", () => seen.open--);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

async function start(traffic: object, target: () => string | null, protocol?: "http" | "tcp") {
  const document = (changes: object = {}) => ({
    traffic: [{ id: "steady", target: "web", ...traffic, ...changes }],
  });
  const test = await startLab({
    document: document(),
    targets: { web: target },
    ...(protocol ? { protocol } : {}),
  });
  running = test;
  const status = (): TrafficStatus => {
    const [only] = test.lab.status().traffic;
    if (!only) throw new Error("no traffic");
    return only;
  };
  return { ...test, status, turn: (changes: object) => test.apply(document(changes)) };
}

const soon = { timeout: 5_000, interval: 20 };

describe("a traffic generator", () => {
  it("in open mode sends at its rate from many client addresses over kept connections", async () => {
    const { address, seen } = await serve((_request, response) => response.end("ok"));
    const { lab, status } = await start(
      { mode: "open", rate: 400, clients: 20, path: "/a b?x=1" },
      () => address,
    );
    const startedAt = performance.now();
    lab.startTraffic("steady");
    await vi.waitFor(() => expect(status().succeeded).toBeGreaterThan(600), soon);
    const perSecond = status().sent / ((performance.now() - startedAt) / 1_000);
    expect(perSecond).toBeGreaterThan(300);
    expect(perSecond).toBeLessThan(500);
    expect(seen.clients.size).toBe(20);
    expect([...seen.clients].every((client) => /^127\.0\.0\.\d+$/.test(client))).toBe(true);
    expect(seen.clients.has("127.0.0.1")).toBe(false);
    expect(seen.connections).toBeLessThan(200);
    expect(seen.paths).toEqual(new Set(["/a%20b?x=1"]));
    expect(status()).toMatchObject({ running: true, error: null, failed: 0, dropped: 0 });
    // Of one second, which a neighbour on the machine may have had.
    await vi.waitFor(() => expect(status().requestRate).toBeGreaterThan(200), soon);
    expect(status().latencyMs?.p50).toBeGreaterThan(0);
  });

  it("changes its rate while it runs", async () => {
    const { address } = await serve((_request, response) => response.end());
    const { lab, status, turn } = await start({ mode: "open", rate: 0.1 }, () => address);
    lab.startTraffic("steady");
    expect(await turn({ rate: 500 })).toEqual(['traffic "steady": rate 0.1 → 500']);
    await vi.waitFor(() => expect(status().succeeded).toBeGreaterThan(100), soon);
  });

  it("drops arrivals and counts them when two thousand are in flight", async () => {
    const held: ServerResponse[] = [];
    const { address } = await serve((_request, response) => held.push(response));
    const { lab, status } = await start({ mode: "open", rate: 20_000 }, () => address);
    lab.startTraffic("steady");
    // A busy machine drops arrivals before that many are in flight, since a late turn sends only so many at once.
    await vi.waitFor(() => expect(status().inFlight).toBe(2_000), soon);
    await vi.waitFor(() => expect(status().dropped).toBeGreaterThan(100), soon);
    expect(status().inFlight).toBe(2_000);
    await vi.waitFor(() => expect(held.length).toBe(2_000), soon);
    lab.stopTraffic("steady");
    for (const response of held) response.end();
    await vi.waitFor(() => expect(status().inFlight).toBe(0), soon);
    expect(status().succeeded).toBe(2_000);
  });

  it("in closed mode keeps its concurrency in flight and changes it live", async () => {
    const held = new Set<ServerResponse>();
    const { address } = await serve((_request, response) => held.add(response));
    const { lab, status, turn } = await start({ mode: "closed", concurrency: 4 }, () => address);
    lab.startTraffic("steady");
    await vi.waitFor(() => expect(held.size).toBe(4), soon);
    await turn({ concurrency: 7 });
    await vi.waitFor(() => expect(held.size).toBe(7), soon);
    for (const response of held) response.end();
    held.clear();
    await vi.waitFor(() => expect(held.size).toBe(7), soon);
    expect(status()).toMatchObject({ sent: 14, succeeded: 7, inFlight: 7 });
  });

  it("counts answers of 5xx, cut answers and closed ports as failed", async () => {
    let count = 0;
    const { address } = await serve((request, response) => {
      if (count++ % 2 === 0) response.writeHead(503).end();
      else request.socket.resetAndDestroy();
    });
    let target: string | null = address;
    const { lab, status } = await start({ mode: "closed", concurrency: 2 }, () => target);
    lab.startTraffic("steady");
    await vi.waitFor(() => expect(status().failed).toBeGreaterThan(4), soon);
    expect(status().succeeded).toBe(0);
    target = null;
    await vi.waitFor(
      () =>
        expect(status()).toMatchObject({ running: true, error: 'listener "web" is not listening' }),
      soon,
    );
    target = "127.0.0.1:1";
    const before = status().failed;
    await vi.waitFor(() => expect(status().failed).toBeGreaterThan(before + 2), soon);
    expect(status().error).toBeNull();
  });

  it("asks again on a fresh connection when a kept one closes under it", async () => {
    const closer = createTcpServer((socket) => {
      let requests = 0;
      socket.on("error", () => undefined);
      socket.on("data", () => {
        if (++requests > 1) socket.resetAndDestroy();
        else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      });
    }).listen(0, "127.0.0.1");
    await once(closer, "listening");
    const address = `127.0.0.1:${(closer.address() as AddressInfo).port}`;
    const { lab, status } = await start(
      { mode: "closed", concurrency: 1, clients: 1 },
      () => address,
    );
    lab.startTraffic("steady");
    await vi.waitFor(() => expect(status().succeeded).toBeGreaterThan(10), soon);
    expect(status().failed).toBe(0);
    await lab.stop();
    closer.close();
  });

  it("lets what is in flight finish when it is stopped, then closes its connections", async () => {
    const held: ServerResponse[] = [];
    const { address, seen } = await serve((_request, response) => held.push(response));
    const { lab, status, events } = await start({ mode: "closed", concurrency: 3 }, () => address);
    lab.startTraffic("steady");
    await vi.waitFor(() => expect(held.length).toBe(3), soon);
    expect(lab.stopTraffic("steady").running).toBe(false);
    for (const response of held) response.end();
    await vi.waitFor(() => expect(seen.open).toBe(0), soon);
    expect(status()).toMatchObject({ sent: 3, succeeded: 3, failed: 0, inFlight: 0 });
    expect(events.map(({ message }) => message)).toEqual([
      'traffic "steady" started towards listener "web"',
      'traffic "steady" stopped',
    ]);
  });

  it("towards a TCP listener sends lines and waits for their echo", async () => {
    const echo = await startLab({
      document: { servers: [{ id: "echo", protocol: "tcp", bind: "127.0.0.1:0" }] },
    });
    const { lab, status } = await start(
      { mode: "closed", concurrency: 5 },
      () => echo.addressOf("echo"),
      "tcp",
    );
    lab.startTraffic("steady");
    await vi.waitFor(() => expect(status().succeeded).toBeGreaterThan(30), soon);
    expect(status().failed).toBe(0);
    await lab.stop();
    await vi.waitFor(() => expect(echo.lab.status().servers[0]?.active).toBe(0), soon);
    await echo.lab.stop();
  });

  it("is refused by name when there is none of that name", async () => {
    const { lab } = await start({ mode: "open" }, () => null);
    for (const call of [lab.startTraffic, lab.stopTraffic])
      expect(() => call("nobody")).toThrow(
        expect.objectContaining({ code: "NOT_FOUND", message: 'there is no traffic "nobody"' }),
      );
  });
});
