// Everything secret that a running balancer has: who may read its files, and that the log never holds it.
import { readdir, readFile, stat } from "node:fs/promises";
import { request } from "node:https";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServingProcess, serveEvenkeel } from "../support/evenkeel-process.ts";
import { createTaggedServer, type TestServer } from "../support/tagged-server.ts";

const secretField = "Bearer-of-a-client-0123456789";

let server: TestServer;
let balancer: ServingProcess;
let cookie = "";

beforeAll(async () => {
  server = await createTaggedServer("s1");
  balancer = await serveEvenkeel(`version: 1
listeners:
  - { id: web, protocol: https, bind: "127.0.0.1:0", pool: app, tls: { selfSigned: true } }
pools:
  - { id: app, stickiness: { type: cookie }, servers: [{ id: s1, address: "${server.address}" }] }
`);
  const port = Number(balancer.ready.listeners[0]?.address.split(":").at(-1));
  cookie = await setCookie(port, {});
  // As a client comes back: what it sends must not be in the log either.
  await setCookie(port, { cookie, authorization: secretField });
  // Everything is on disk once it has stopped.
  balancer.signal("SIGTERM");
  await balancer.finished;
});
afterAll(async () => {
  await balancer.dispose();
  await server.close();
});

function setCookie(port: number, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { port, host: "127.0.0.1", rejectUnauthorized: false, headers, agent: false };
    request(options, (response) => {
      response.resume();
      const [given = ""] = response.headers["set-cookie"] ?? [];
      response.on("end", () => resolve(given.split(";", 1)[0] ?? ""));
    })
      .on("error", reject)
      .end();
  });
}

async function files(): Promise<{ path: string; mode: number; text: string }[]> {
  const home = dirname(balancer.configFile);
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile());
  return Promise.all(
    names.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path, mode: (await stat(path)).mode & 0o777, text: await readFile(path, "latin1") };
    }),
  );
}

describe("secrets of a workspace", () => {
  it("are in files that only their owner can read", async () => {
    const all = await files();
    const isSecret = ({ path, text }: { path: string; text: string }) =>
      /token|\.key$|sticky/.test(path) || text.includes("PRIVATE KEY");
    const secret = all.filter(isSecret);
    // The token, the key of cookies, the key of the local authority: fewer would mean that this test looks past them.
    expect(secret.length).toBeGreaterThanOrEqual(3);
    expect(secret.filter(({ mode }) => mode !== 0o600).map(({ path }) => path)).toEqual([]);
  });

  it("are never in the log, nor what clients showed", async () => {
    const all = await files();
    const log = all.find(({ path }) => path.endsWith("load_balancer.log"));
    expect(log?.text).toContain('"kind":"request"');
    const token = balancer.ready.console?.token ?? "";
    const [, value = ""] = cookie.split("=");
    expect([token.length > 10, value.length > 10]).toEqual([true, true]);
    for (const secret of [token, value, secretField, "PRIVATE KEY"]) {
      expect(log?.text).not.toContain(secret);
    }
  });

  it.skipIf(process.platform !== "linux")(
    "given on the command line are not in the list of processes",
    async () => {
      const token = "chosen-0123456789";
      const chosen = await serveEvenkeel("version: 1\n", ["--token", token]);
      try {
        expect(chosen.ready.console?.token).toBe(token);
        const listed = await readFile(`/proc/${chosen.ready.pid}/cmdline`, "latin1");
        expect(listed).not.toContain(token);
      } finally {
        await chosen.dispose();
      }
    },
  );

  it("are not in what people are told but the one address that carries the token", async () => {
    const said = balancer.said();
    const token = balancer.ready.console?.token ?? "";
    const lines = said.split("\n").filter((line) => line.includes(token));
    expect(lines.every((line) => line.trim().startsWith("console"))).toBe(true);
  });
});
