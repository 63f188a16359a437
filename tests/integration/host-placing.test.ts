// Servers moved between pools, simulated servers added, and ports found, through the contract and over real sockets.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startHost } from "../../balancer-core/host/start-host.ts";
import { openWorkspace } from "../../balancer-core/persistence/workspace.ts";
import { systemPorts } from "../../balancer-core/ports.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function demo() {
  const workspace = await openWorkspace({ directory: join(temporaryFolder(), "home") });
  const host = await startHost({ workspace, ports: systemPorts, product: "test" });
  onTestFinished(() => host.stop(100));
  const idsOf = async (pool: string) =>
    (await host.call("snapshot.get", {}, "console")).pools
      .find(({ id }) => id === pool)
      ?.servers.filter(({ drain }) => drain === null)
      .map(({ id }) => id);
  return { workspace, host, idsOf };
}

describe("placing servers", () => {
  it("moves a server to another pool in one step, which one undo takes back", async () => {
    const { workspace, host, idsOf } = await demo();
    const before = await workspace.read();
    await host.call(
      "server.move",
      { pool: "app", server: "s3", to: "echo", before: "e1" },
      "console",
    );
    expect(await idsOf("app")).toEqual(["s1", "s2"]);
    expect(await idsOf("echo")).toEqual(["s3", "e1", "e2"]);
    await host.call("config.undo", {}, "console");
    expect(await idsOf("app")).toEqual(["s1", "s2", "s3"]);
    expect(await workspace.read()).toBe(before);
  });

  it("adds a simulated server that passes its checks, and one undo takes both halves back", async () => {
    const { workspace, host, idsOf } = await demo();
    const before = await workspace.read();
    const { id, address } = await host.call("lab-server.add", { pool: "app" }, "console");
    expect(await idsOf("app")).toEqual(["s1", "s2", "s3", id]);
    await vi.waitFor(
      async () => {
        const { pools } = await host.call("snapshot.get", {}, "console");
        expect(pools[0]?.servers.find((server) => server.id === id)).toMatchObject({
          address,
          state: "up",
        });
      },
      { timeout: 8_000, interval: 50 },
    );
    const answer = await fetch(`http://${address}/`);
    expect(answer.status).toBe(200);
    await host.call("config.undo", {}, "console");
    expect(await workspace.read()).toBe(before);
    expect(
      (await host.call("lab.get", {}, "console")).servers.map(({ config }) => config.id),
    ).not.toContain(id);
  });

  it("gives a pool of a TCP listener a server that speaks TCP, and another port each time", async () => {
    const { host } = await demo();
    const first = await host.call("lab-server.add", { pool: "echo" }, "console");
    const second = await host.call("lab-server.add", { pool: "echo" }, "console");
    expect(second.address).not.toBe(first.address);
    expect(second.id).not.toBe(first.id);
    const { servers } = await host.call("lab.get", {}, "console");
    expect(servers.find(({ config }) => config.id === first.id)?.config.protocol).toBe("tcp");
  });

  it("refuses a pool that is not there", async () => {
    const { host } = await demo();
    await expect(host.call("lab-server.add", { pool: "none" }, "console")).rejects.toThrow(
      'there is no pool "none"',
    );
  });
});

describe("detecting ports", () => {
  it("tells none of its own, whatever else listens", async () => {
    const { host } = await demo();
    const { ports, by } = await host.call("ports.detect", {}, "console");
    const own = [
      ...host.listeners().map(({ address }) => address),
      ...(await host.call("lab.get", {}, "console")).servers.map(({ address }) => address),
    ];
    expect(own.length).toBeGreaterThan(5);
    expect(ports.filter(({ address }) => own.includes(address))).toEqual([]);
    expect(by).toBe(process.platform === "linux" ? "table" : "scan");
  });

  it("finds what another program listens on", async () => {
    const { host } = await demo();
    const script =
      'require("net").createServer().listen(0,"127.0.0.1",function(){console.log(this.address().port)})';
    const other = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void other.kill());
    const [said] = (await once(other.stdout, "data")) as [Buffer];
    const port = Number(said.toString());
    const { ports, by } = await host.call("ports.detect", {}, "console");
    const isLookedAt = by === "table" || (port >= 3_000 && port <= 9_999);
    expect(ports.some((row) => row.port === port)).toBe(isLookedAt);
  });

  it.runIf(process.platform === "linux")("leaves out every socket of this process", async () => {
    const { host } = await demo();
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { ports } = await host.call("ports.detect", {}, "console");
    expect(ports.map((row) => row.port)).not.toContain(port);
  });
});
