// The other side of the PROXY protocol as its inventor speaks it: HAProxy before us and behind us. Skipped where it is not installed.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type RunningBalancer, startBalancer, until, visit } from "../support/balancer.ts";
import { createTaggedServer, deadAddress, type TestServer } from "../support/tagged-server.ts";

const isInstalled = spawnSync("haproxy", ["-v"]).status === 0;
if (!isInstalled) process.stdout.write("skipped: haproxy is not installed\n");

let balancer: RunningBalancer | undefined;
let server: TestServer | undefined;
let haproxy: ChildProcess | undefined;
let folder = "";

afterEach(async () => {
  const child = haproxy;
  if (child && child.exitCode === null) {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }
  await balancer?.stop();
  await server?.close();
  if (folder !== "") await rm(folder, { recursive: true, force: true });
});

/** HAProxy with one front and one back; resolves with the address of its front once it answers there. */
async function startHaproxy(bindRules: string, serverLine: string): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), "evenkeel-haproxy-"));
  const address = await deadAddress();
  const lines = [
    "defaults",
    "  mode http",
    "  timeout connect 5s",
    "  timeout client 5s",
    "  timeout server 5s",
    "  option forwardfor",
    "listen front",
    `  bind ${address} ${bindRules}`,
    `  server back ${serverLine}`,
  ];
  const path = join(folder, "haproxy.cfg");
  await writeFile(path, `${lines.join("\n")}\n`);
  let said = "";
  const child = spawn("haproxy", ["-db", "-f", path], { stdio: ["ignore", "ignore", "pipe"] });
  child.stderr.on("data", (bytes) => {
    said = `${said}${bytes}`.slice(-2_000);
  });
  haproxy = child;
  await until(`haproxy listening: ${said}`, async () => {
    if (child.exitCode !== null) throw new Error(`haproxy ended: ${said}`);
    return visit(address).then(
      () => true,
      // It listens, but speaks only to those who begin with a header.
      (error: NodeJS.ErrnoException) => error.code !== "ECONNREFUSED",
    );
  });
  return address;
}

/** A server that tells the address of the client. */
async function startServer(): Promise<string> {
  server = await createTaggedServer("", ({ headers }, response) => {
    response.end(`client ${headers["x-forwarded-for"]}`);
  });
  return server.address;
}

async function startFront(servers: string[], listener: object, pool: object) {
  balancer = await startBalancer({
    version: 1,
    listeners: [{ id: "front", bind: "127.0.0.1:0", pool: "back", ...listener }],
    pools: [{ id: "back", servers, health: { type: "none" }, ...pool }],
  });
  return balancer.address("front");
}

describe.skipIf(!isInstalled)("PROXY headers and HAProxy", () => {
  it.each(["send-proxy", "send-proxy-v2"])("are understood from it: %s", async (option) => {
    const ours = await startFront([await startServer()], { proxyProtocol: "accept" }, {});
    const theirs = await startHaproxy("", `${ours} ${option} source 127.0.0.9`);
    // HAProxy's own side of the connection is 127.0.0.9; that the client is 127.0.0.1 stands in the header only.
    expect(await visit(theirs)).toEqual({ status: 200, body: "client 127.0.0.1" });
  });

  it("let its checks pass, which speak for HAProxy itself", async () => {
    const ours = await startFront([await startServer()], { proxyProtocol: "accept" }, {});
    const rules = "check inter 50ms rise 2 fall 2 send-proxy-v2 check-send-proxy";
    const theirs = await startHaproxy("", `${ours} ${rules}`);
    await until("four checks", () => {
      return (balancer?.balancer.snapshot(1).listeners[0]?.totalConnections ?? 0) >= 4;
    });
    expect((await visit(theirs)).status).toBe(200);
  });

  it.each(["v1", "v2"])("are understood by it: %s", async (version) => {
    const theirs = await startHaproxy("accept-proxy", await startServer());
    const upstream = { upstream: { proxyProtocol: version } };
    const ours = await startFront([theirs], {}, upstream);
    // We and HAProxy each say who connected; HAProxy can know only from our header that it was not 127.0.0.1.
    const agent = new Agent({ localAddress: "127.0.0.9" });
    const visited = await visit(ours, agent);
    expect(visited).toEqual({ status: 200, body: "client 127.0.0.9, 127.0.0.9" });
  });
});
