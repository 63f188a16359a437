// The command as scripts use it: exit codes, where words go, and the ready line.
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runEvenkeel, serveEvenkeel } from "../support/evenkeel-process.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evenkeel-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const good =
  "version: 1\nlisteners: [{ id: web, bind: '127.0.0.1:0', pool: app }]\npools: [{ id: app, servers: [] }]\n";
const bad = "version: 1\nlisteners:\n  - { id: web, bind: nope, pool: none }\n";

describe("evenkeel check", () => {
  it("exits 0 for a configuration without problems", async () => {
    const { code, stdout } = await runEvenkeel(["check", await file("good.yaml", good)]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("no problems") });
  });

  it("exits 1 with every problem as file:line:column, path and value", async () => {
    const path = await file("bad.yaml", bad);
    const { code, stdout } = await runEvenkeel(["check", path]);
    const lines = stdout.trim().split("\n");
    expect(code).toBe(1);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`${path}:3:22: listeners.0.bind:`);
    expect(lines[0]).toContain('got "nope"');
    expect(lines[1]).toContain(`${path}:3:34: listeners.0.pool:`);
  });

  it("exits 1 for a file that is not there", async () => {
    const { code, stderr } = await runEvenkeel(["check", join(folder, "none.yaml")]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("none.yaml") });
  });
});

describe("bad usage", () => {
  it.each([
    [[], "a subcommand is missing"],
    [["fly"], 'unknown subcommand "fly"'],
    [["serve", "--nope"], '"serve" has no option "--nope"'],
    [
      ["serve", "--console", "7300"],
      '--console expects an address such as 127.0.0.1:7300, got "7300"',
    ],
    [["serve", "extra"], 'unexpected argument "extra"'],
    [["check"], '"check" needs a file'],
  ])("%j exits 2 with a sentence", async (args, sentence) => {
    const { code, stdout, stderr } = await runEvenkeel(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
  });
});

describe("evenkeel serve", () => {
  it("refuses a configuration with problems: exit 1, nothing on stdout", async () => {
    const path = await file("bad.yaml", bad);
    const args = ["serve", "--json", "--config", path];
    const { code, stdout, stderr } = await runEvenkeel(args, folder);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`${path}:3:22:`);
  });

  it("reports ports it was given as 0 and keeps its token from others", async () => {
    const balancer = await serveEvenkeel(good);
    try {
      expect(balancer.ready).toEqual({
        event: "ready",
        pid: expect.any(Number),
        listeners: [
          {
            id: "web",
            protocol: "http",
            address: expect.stringMatching(/^127\.0\.0\.1:[1-9]\d*$/),
          },
        ],
        console: {
          url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/),
          token: expect.any(String),
        },
      });
      const token = await stat(join(balancer.configFile, "../token"));
      expect(token.mode & 0o777).toBe(0o600);
      balancer.signal("SIGTERM");
      const { code, stdout } = await balancer.finished;
      expect(code).toBe(0);
      for (const line of stdout.trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
    } finally {
      await balancer.dispose();
    }
  });

  it("keeps running without a console and stops at SIGINT", async () => {
    const balancer = await serveEvenkeel(good, ["--no-console"]);
    try {
      expect(balancer.ready.console).toBeNull();
      balancer.signal("SIGINT");
      expect((await balancer.finished).code).toBe(0);
    } finally {
      await balancer.dispose();
    }
  });

  it("takes the file's changes at SIGHUP", async () => {
    const balancer = await serveEvenkeel(good);
    try {
      await writeFile(balancer.configFile, good.replace("servers: []", "servers: ['127.0.0.1:9']"));
      balancer.signal("SIGHUP");
      await expect
        .poll(async () => (await balancer.api("GET", "/pools/app/servers/s1")).status, {
          timeout: 5_000,
        })
        .toBe(200);
    } finally {
      await balancer.dispose();
    }
  });
});
