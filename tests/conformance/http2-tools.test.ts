// Other people's clients of HTTP/2 against our listeners: nghttp and h2load, where they are installed.
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { type RunningBalancer, startBalancer } from "../support/balancer.ts";
import { createTaggedServer } from "../support/tagged-server.ts";

const run = promisify(execFile);
const isThere = (name: string) => spawnSync(name, ["--version"]).error === undefined;
const hasTools = isThere("nghttp") && isThere("h2load");
if (!hasTools) console.log("skipped: nghttp and h2load (package nghttp2-client) are not installed");

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function balance(protocol: "http" | "https"): Promise<RunningBalancer> {
  const server = await createTaggedServer("tagged");
  closers.push(server.close);
  const running = await startBalancer({
    version: 1,
    listeners: [
      { id: "web", protocol, bind: "127.0.0.1:0", pool: "app", tls: { selfSigned: true } },
    ].map(({ tls, ...rest }) => (protocol === "https" ? { ...rest, tls } : rest)),
    pools: [{ id: "app", health: { type: "none" }, servers: [server.address] }],
  });
  closers.push(() => running.stop());
  return running;
}

describe.skipIf(!hasTools)("clients of nghttp2", () => {
  it.each(["http", "https"] as const)("are served over %s", async (protocol) => {
    const running = await balance(protocol);
    const url = `${protocol}://${running.address("web")}/hello`;
    const { stdout } = await run("nghttp", ["--no-verify-peer", "-v", url], { timeout: 10_000 });
    expect(stdout).toContain(":status: 200");
    expect(stdout).toContain("tagged#1 GET /hello");
    expect(stdout).not.toContain("RST_STREAM");
  });

  it.each(["http", "https"] as const)(
    "get every answer over %s, many at once",
    async (protocol) => {
      const running = await balance(protocol);
      const url = `${protocol}://${running.address("web")}/`;
      const { stdout } = await run("h2load", ["-n2000", "-c4", "-m32", url], { timeout: 20_000 });
      expect(stdout).toContain("2000 succeeded, 0 failed, 0 errored, 0 timeout");
      expect(stdout).toContain("status codes: 2000 2xx");
    },
  );
});
