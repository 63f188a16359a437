// Checks of servers that read PROXY headers, in the clear and before TLS, and of servers whose authority changes while we run.
import { createServer as createHttpsServer } from "node:https";
import { connect, createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { issueAuthority, issueLeaf } from "../../balancer-core/proxy/tls/issue-certificate.ts";
import { listenOnFreePort, startBalancer, startTaggedServer, until } from "../support/balancer.ts";
import { testAuthority, writeText } from "../support/certificates.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const fast = { interval: "20ms", fastInterval: "10ms", timeout: "2s", path: "/" };

/** One pool over one server, and its state. */
async function check(address: string, health: object, upstream: object) {
  const running = await startBalancer({
    version: 1,
    pools: [{ id: "app", health: { ...fast, ...health }, upstream, servers: [address] }],
  });
  closers.push(() => running.stop());
  const server = () => running.balancer.snapshot(1).pools[0]?.servers[0];
  return { ...running, server, state: () => server()?.state };
}

/** Ends PROXY headers before a server that knows none, as HAProxy or nginx would; keeps what they said. */
async function behindHeaders(target: string): Promise<{ address: string; headers: string[] }> {
  const headers: string[] = [];
  const front = createServer((socket) => {
    socket.once("data", (bytes) => {
      headers.push(bytes.subarray(0, 16).toString("latin1"));
      const inner = connect(Number(target.split(":")[1]), "127.0.0.1");
      inner.on("error", () => socket.destroy());
      inner.write(bytes.subarray(16));
      socket.pipe(inner).pipe(socket);
    });
  });
  const { address, kill } = await listenOnFreePort(front);
  closers.push(kill);
  return { address, headers };
}

async function startSecureServer(authority = testAuthority) {
  const { cert, key } = issueLeaf(authority, ["127.0.0.1"], Date.now());
  const server = createHttpsServer({ cert, key }, (_request, response) => response.end("ok"));
  const running = await listenOnFreePort(server);
  closers.push(running.kill);
  return { ...running, server };
}

function authorityFile() {
  const folder = temporaryFolder();
  writeText(folder, "ca.crt", testAuthority.cert);
  return { folder, file: `${folder}/ca.crt` };
}

describe("checks of servers that read PROXY headers", () => {
  it.each(["v1", "v2"])("pass a listener that accepts %s", async (proxyProtocol) => {
    const target = await startTaggedServer("inner");
    closers.push(target.kill);
    const front = await startBalancer({
      version: 1,
      listeners: [{ id: "in", bind: "127.0.0.1:0", pool: "app", proxyProtocol: "accept" }],
      pools: [{ id: "app", health: { type: "none" }, servers: [target.address] }],
    });
    closers.push(() => front.stop());
    const { state } = await check(front.address("in"), { type: "http" }, { proxyProtocol });
    await until("the server is up", () => state() === "up");
  });

  it("send the header before TLS", async () => {
    const secure = await startSecureServer();
    const { address, headers } = await behindHeaders(secure.address);
    const upstream = { tls: true, ca: authorityFile().file, proxyProtocol: "v2" };
    const { state } = await check(address, { type: "https" }, upstream);
    await until("the server is up", () => state() === "up");
    expect(headers[0]).toBe("\r\n\r\n\0\r\nQUIT\n\x20\0\0\0");
  });
});

describe("the authorities of a pool", () => {
  it("are read again when their file changes, and kept when it cannot be read", async () => {
    const others = { ...issueAuthority("Others", Date.now()), name: "Others" };
    const { folder, file } = authorityFile();
    const first = await startSecureServer();
    const upstream = { tls: true, ca: file };
    const { balancer, server, state } = await check(first.address, { type: "https" }, upstream);
    await until("the server is up", () => state() === "up");

    // The server moves to a certificate of another authority, whom we believe only after the file says so.
    const leaf = issueLeaf(others, ["127.0.0.1"], Date.now());
    first.server.setSecureContext(leaf);
    await until("the server is down", () => state() === "down");
    expect(server()?.reason).toMatch(/checks failed: /);
    writeText(folder, "ca.crt", others.cert);
    await until("the server is up again", () => state() === "up", 10_000);
    const notices = () => balancer.events.latest(100).filter(({ kind }) => kind === "config");
    expect(notices().map(({ level, message, pool }) => [level, message, pool])).toEqual([
      ["info", `pool "app": authorities read again from "${file}"`, "app"],
    ]);

    writeText(folder, "ca.crt", "not a certificate");
    await until("a warning", () => notices().length > 1, 10_000);
    expect(notices()[1]?.message).toMatch(/^pool "app": .*; the authorities before stay in use$/);
    expect(state()).toBe("up");
  });
});
