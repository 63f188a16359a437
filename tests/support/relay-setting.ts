// The setting of one file of relay tests: opens a relay per test, and holds after each that it left nothing behind.
import { afterEach, expect } from "vitest";
import { openRelay, type Relay } from "./http-relay.ts";
import { createRawServer, type TestServer } from "./tagged-server.ts";

export interface RelaySetting {
  /** The relay of the test that runs; there is one after `setUp`. */
  readonly relay: Relay;
  setUp(
    servers: readonly (TestServer | string)[],
    rules?: Parameters<typeof openRelay>[1],
  ): Promise<void>;
  /** Runs after the test, before its relay closes. */
  atEnd(action: () => void): void;
  /** Runs after the test and its relay are over. */
  cleanUp(action: () => Promise<void>): void;
}

export function createRelaySetting(): RelaySetting {
  const cleanups: (() => Promise<void>)[] = [];
  const endings: (() => void)[] = [];
  let opened: Relay | undefined;
  const theRelay = () => {
    if (opened === undefined) throw new Error("this test has not set a relay up");
    return opened;
  };

  afterEach(async () => {
    const relay = theRelay();
    for (const end of endings.splice(0)) end();
    await relay.close();
    expect(relay.pool.leases.size).toBe(0);
    expect(relay.listener.counters.activeConnections).toBe(0);
    await relay.eventually(() =>
      relay.pool.servers.every(
        (server) => server.activeConnections === 0 && server.activeRequests === 0,
      ),
    );
    for (const cleanup of cleanups.splice(0)) await cleanup();
    opened = undefined;
  });

  return {
    get relay() {
      return theRelay();
    },
    async setUp(servers, rules) {
      const targets = servers.map((server) =>
        typeof server === "string" ? { address: server } : server,
      );
      for (const server of servers) if (typeof server !== "string") cleanups.push(server.close);
      opened = await openRelay(targets, rules);
    },
    atEnd: (action) => void endings.push(action),
    cleanUp: (action) => void cleanups.push(action),
  };
}

/** A raw server that answers the heads it reads with these bytes in turn, and from then on with the last of them. */
export function cannedServer(...answers: string[]): Promise<TestServer> {
  let next = 0;
  return createRawServer((socket) => {
    socket.on("data", (bytes) => {
      if (!bytes.includes("\r\n\r\n")) return;
      socket.write(answers[Math.min(next++, answers.length - 1)] ?? "", "latin1");
    });
    socket.on("end", () => socket.end());
  });
}
