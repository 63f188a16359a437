// Passing TLS through: the client's own handshake reaches the server of the name it asked for, untouched.
import { connect } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { issueLeaf } from "../../balancer-core/proxy/tls/issue-certificate.ts";
import {
  listenOnFreePort,
  type RunningBalancer,
  startBalancer,
  until,
} from "../support/balancer.ts";
import { connectTls, exchange, testAuthority } from "../support/certificates.ts";
import { connectRaw } from "../support/raw-client.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function startSecureServer(name: string): Promise<string> {
  const { cert, key } = issueLeaf(testAuthority, [name], Date.now());
  const server = createTlsServer({ cert, key }, (socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => void socket.end(`HTTP/1.1 200 OK\r\n\r\nfrom ${name}`));
  });
  const running = await listenOnFreePort(server);
  closers.push(running.kill);
  return running.address;
}

async function passThrough(
  rules: object = {},
): Promise<RunningBalancer & { address: () => string }> {
  const [one, two] = [await startSecureServer("one.test"), await startSecureServer("a.two.test")];
  const running = await startBalancer({
    version: 1,
    listeners: [
      {
        id: "names",
        protocol: "tls-passthrough",
        bind: "127.0.0.1:0",
        routes: [
          { match: { host: "one.test" }, pool: "one" },
          { match: { host: "*.two.test" }, pool: "two" },
        ],
        ...rules,
      },
    ],
    pools: [
      { id: "one", health: { type: "none" }, servers: [one] },
      { id: "two", health: { type: "none" }, servers: [two] },
    ],
  });
  closers.push(() => running.stop());
  return { ...running, address: () => running.address("names") };
}

const ownAnswers = ({ balancer }: RunningBalancer) =>
  balancer.snapshot(1).listeners[0]?.ownAnswers ?? {};

describe("a tls-passthrough listener", () => {
  it("relays each client to the pool of the name it asks for", async () => {
    const running = await passThrough();
    const one = await connectTls(running.address(), { serverName: "one.test" });
    expect(one.getPeerCertificate().subjectaltname).toBe("DNS:one.test");
    expect(await exchange(one)).toContain("from one.test");
    const two = await connectTls(running.address(), { serverName: "A.Two.Test" });
    expect(await exchange(two)).toContain("from a.two.test");
    await until("both are on record", () => running.balancer.requests({ limit: 9 }).length === 2);
    const seen = running.balancer.requests({ limit: 9 }).map(({ host, pool }) => `${host} ${pool}`);
    expect(seen.sort()).toEqual(["a.two.test two", "one.test one"]);
  });

  it("closes on a name that no route knows", async () => {
    const running = await passThrough();
    await expect(connectTls(running.address(), { serverName: "three.test" })).rejects.toThrow();
    await until("it is counted", () => ownAnswers(running).NO_ROUTE === 1);
  });

  it("gives what no route knows to its own pool, if it has one", async () => {
    const running = await passThrough({ pool: "one" });
    const refused = connectTls(running.address(), { serverName: "three.test" });
    // It did reach the server of that pool, whose certificate is for another name.
    await expect(refused).rejects.toThrow("one.test");
  });

  it("puts together a first message that comes byte by byte", async () => {
    const running = await passThrough();
    const target = new URL(`http://${running.address()}`);
    const { createServer } = await import("node:net");
    const dribbler = createServer((client) => {
      const onward = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
      onward.on("error", () => client.destroy());
      client.on("error", () => onward.destroy());
      onward.pipe(client);
      client.on("data", (bytes) => {
        for (const byte of bytes) onward.write(Buffer.from([byte]));
      });
    });
    const { address, kill } = await listenOnFreePort(dribbler);
    closers.push(kill);
    const socket = await connectTls(address, { serverName: "one.test" });
    expect(await exchange(socket)).toContain("from one.test");
  });

  it("closes on clients that speak no TLS, leave, or say nothing in time", async () => {
    const running = await passThrough({ limits: { headerTimeout: "200ms" } });
    const talker = await connectRaw(running.address());
    talker.send("GET / HTTP/1.1\r\nHost: one.test\r\n\r\n");
    expect(await talker.untilClosed()).toBe("");
    const leaver = await connectRaw(running.address());
    leaver.send(Buffer.from([22, 3, 1]));
    leaver.end();
    expect(await leaver.untilClosed()).toBe("");
    const silent = await connectRaw(running.address());
    expect(await silent.untilClosed()).toBe("");
    await until("all are counted", () => ownAnswers(running).TLS_HANDSHAKE_FAILED === 3);
    const socket = await connectTls(running.address(), { serverName: "one.test" });
    expect(await exchange(socket)).toContain("from one.test");
  });

  it("stops at once when only silent clients are left", async () => {
    const running = await passThrough();
    const silent = await connectRaw(running.address());
    await until(
      "it is accepted",
      () => running.balancer.snapshot(1).listeners[0]?.totalConnections === 1,
    );
    const begun = performance.now();
    await running.balancer.stop(5_000);
    expect(performance.now() - begun).toBeLessThan(3_000);
    await silent.untilClosed();
  });
});
