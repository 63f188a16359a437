// TLS to servers: whom the relay, the TCP relay and the checks believe, and what they say when they do not.

import type { RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { issueAuthority, issueLeaf } from "../../balancer-core/proxy/tls/issue-certificate.ts";
import {
  listenOnFreePort,
  type RealServer,
  type RunningBalancer,
  startBalancer,
  until,
  visit,
} from "../support/balancer.ts";
import { testAuthority, writeText } from "../support/certificates.ts";
import { connectRaw } from "../support/raw-client.ts";
import { selfSigned } from "../support/self-signed.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const strangers = { ...issueAuthority("Strangers", Date.now()), name: "Strangers" };

async function startSecureServer(
  names: readonly string[],
  handler: RequestListener = (_request, response) => void response.end("secured"),
  authority = testAuthority,
): Promise<RealServer & { readonly sockets: TLSSocket[]; readonly resumed: boolean[] }> {
  const sockets: TLSSocket[] = [];
  const resumed: boolean[] = [];
  const { cert, key } = issueLeaf(authority, names, Date.now());
  const server = createHttpsServer({ cert, key }, handler);
  server.on("secureConnection", (socket) => {
    sockets.push(socket);
    resumed.push(socket.isSessionReused());
  });
  const running = await listenOnFreePort(server);
  closers.push(running.kill);
  return { ...running, sockets, resumed };
}

function authorityFile(): string {
  const folder = temporaryFolder();
  writeText(folder, "ca.crt", testAuthority.cert);
  return `${folder}/ca.crt`;
}

async function balance(
  servers: readonly RealServer[],
  upstream: object,
  rules: object = {},
  protocol = "http",
): Promise<RunningBalancer> {
  const running = await startBalancer({
    version: 1,
    listeners: [{ id: "web", bind: "127.0.0.1:0", protocol, pool: "app" }],
    pools: [
      {
        id: "app",
        health: { type: "none" },
        retries: { attempts: 0 },
        upstream: { tls: true, ...upstream },
        servers: servers.map(({ address }) => address),
        ...rules,
      },
    ],
  });
  closers.push(() => running.stop());
  return running;
}

const latest = ({ balancer }: RunningBalancer) => balancer.requests({ limit: 1 })[0];

describe("TLS to servers", () => {
  it("relays over kept connections to a server the pool's authority stands for", async () => {
    const server = await startSecureServer(["127.0.0.1"]);
    const running = await balance([server], { ca: authorityFile() });
    for (let count = 0; count < 3; count++) {
      expect(await visit(running.address("web"))).toEqual({ status: 200, body: "secured" });
    }
    expect(server.sockets).toHaveLength(1);
  });

  it("passes large bodies both ways, whole", async () => {
    const server = await startSecureServer(["127.0.0.1"], (request, response) =>
      request.pipe(response),
    );
    const running = await balance([server], { ca: authorityFile() });
    const body = "0123456789abcdef".repeat(65_536);
    const answer = await fetch(`http://${running.address("web")}/`, { method: "POST", body });
    expect((await answer.text()) === body).toBe(true);
  });

  it("resumes the session for a further connection", async () => {
    const server = await startSecureServer(["127.0.0.1"]);
    const running = await balance([server], { ca: authorityFile(), keepAlive: false });
    await visit(running.address("web"));
    await visit(running.address("web"));
    expect(server.resumed).toEqual([false, true]);
  });

  it("asks for the server name and holds the certificate against it", async () => {
    const server = await startSecureServer(["inner.test"]);
    const good = await balance([server], { ca: authorityFile(), serverName: "inner.test" });
    expect((await visit(good.address("web"))).status).toBe(200);
    expect(server.sockets[0]).toMatchObject({ servername: "inner.test" });
    const bad = await balance([server], { ca: authorityFile(), serverName: "other.test" });
    expect((await visit(bad.address("web"))).status).toBe(502);
    expect(latest(bad)?.attempts[0]?.outcome).toBe(
      "UPSTREAM_CONNECT_FAILED (ERR_TLS_CERT_ALTNAME_INVALID)",
    );
  });

  it.each([
    ["nobody known stands for it", {}],
    ["a stranger stands for it", { ca: "own" }],
  ])("refuses a server when %s, and says why", async (_, given) => {
    const server = await startSecureServer(["127.0.0.1"], undefined, strangers);
    const running = await balance([server], "ca" in given ? { ca: authorityFile() } : {});
    expect((await visit(running.address("web"))).status).toBe(502);
    expect(latest(running)).toMatchObject({
      error: "UPSTREAM_CONNECT_FAILED",
      attempts: [{ outcome: "UPSTREAM_CONNECT_FAILED (UNABLE_TO_VERIFY_LEAF_SIGNATURE)" }],
    });
    expect(server.sockets.every((socket) => socket.bytesRead < 2_000)).toBe(true);
  });

  it("refuses a server that signed for itself, until the pool names its certificate", async () => {
    const server = await listenOnFreePort(
      createHttpsServer(selfSigned, (_request, response) => void response.end("own")),
    );
    closers.push(server.kill);
    const without = await balance([server], { serverName: selfSigned.name });
    expect((await visit(without.address("web"))).status).toBe(502);
    expect(latest(without)?.attempts[0]?.outcome).toBe(
      "UPSTREAM_CONNECT_FAILED (DEPTH_ZERO_SELF_SIGNED_CERT)",
    );
    const folder = temporaryFolder();
    writeText(folder, "own.crt", selfSigned.cert);
    const named = await balance([server], { ca: `${folder}/own.crt`, serverName: selfSigned.name });
    expect(await visit(named.address("web"))).toEqual({ status: 200, body: "own" });
  });

  it("refuses a server that speaks no TLS", async () => {
    const { createServer } = await import("node:http");
    const plain = await listenOnFreePort(createServer((_, response) => void response.end("x")));
    closers.push(plain.kill);
    const running = await balance([plain], { ca: authorityFile() });
    expect((await visit(running.address("web"))).status).toBe(502);
    expect(latest(running)?.attempts[0]?.outcome).toMatch(/^UPSTREAM_CONNECT_FAILED \(E/);
  });

  it("goes over to TLS, and back, without using a connection of the other kind", async () => {
    const server = await startSecureServer(["127.0.0.1"]);
    const running = await balance([server], { ca: authorityFile() });
    expect((await visit(running.address("web"))).status).toBe(200);
    const { config } = running.balancer;
    const plain = config.pools.map((pool) => ({
      ...pool,
      upstream: { ...pool.upstream, tls: false },
    }));
    await running.balancer.apply({ ...config, pools: plain });
    // The server hears plain HTTP where it expects TLS.
    expect((await visit(running.address("web"))).status).not.toBe(200);
    await running.balancer.apply(config);
    expect((await visit(running.address("web"))).status).toBe(200);
  });

  it("does not take over an authority that cannot be read", async () => {
    const server = await startSecureServer(["127.0.0.1"]);
    const running = await balance([server], { ca: authorityFile() });
    const { config } = running.balancer;
    const broken = config.pools.map((pool) => ({
      ...pool,
      upstream: { ...pool.upstream, ca: "missing.crt" },
    }));
    await expect(running.balancer.apply({ ...config, pools: broken })).rejects.toThrow(
      'pool "app": file "missing.crt" cannot be read: ENOENT',
    );
    expect((await visit(running.address("web"))).status).toBe(200);
  });

  it("relays TCP to a server over TLS, with half-close", async () => {
    const { cert, key } = issueLeaf(testAuthority, ["127.0.0.1"], Date.now());
    const echo = createTlsServer({ cert, key, allowHalfOpen: true }, (socket) => {
      socket.on("error", () => undefined);
      socket.pipe(socket);
    });
    const server = await listenOnFreePort(echo);
    closers.push(server.kill);
    const running = await balance([server], { ca: authorityFile() }, {}, "tcp");
    const client = await connectRaw(running.address("web"));
    client.send("all of this");
    await client.until("all of this");
    client.send(", and this");
    client.end();
    expect(await client.untilClosed()).toBe("all of this, and this");
  });

  it("refuses a stranger over TCP, too", async () => {
    const server = await startSecureServer(["127.0.0.1"], undefined, strangers);
    const running = await balance([server], { ca: authorityFile() }, {}, "tcp");
    const client = await connectRaw(running.address("web"));
    await client.untilClosed();
    await until("it is on record", () => latest(running) !== undefined);
    expect(latest(running)?.attempts[0]?.outcome).toBe(
      "UPSTREAM_CONNECT_FAILED (UNABLE_TO_VERIFY_LEAF_SIGNATURE)",
    );
  });

  it("checks over https by the same authority and name", async () => {
    const good = await startSecureServer(["inner.test"]);
    const bad = await startSecureServer(["inner.test"], undefined, strangers);
    const upstream = { ca: authorityFile(), serverName: "inner.test" };
    const health = { type: "https", path: "/", interval: "50ms", fastInterval: "50ms" };
    const running = await balance([good, bad], upstream, { health });
    const stateOf = (id: string) => running.balancer.server("app", id);
    await until("the good one is up", () => stateOf("s1")?.state === "up");
    await until("the bad one is down", () => stateOf("s2")?.state === "down");
    expect(stateOf("s1")?.lastCheck?.detail).toBe("200 OK");
    expect(stateOf("s2")?.lastCheck?.detail).toContain("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  });
});
