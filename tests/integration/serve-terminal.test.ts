// What a person at a terminal sees: `script` gives the command a terminal of its own, and Ctrl+C comes from its keyboard.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../support/source-files.ts";

const hasScript = spawnSync("script", ["--version"]).stdout?.toString().includes("util-linux");
if (!hasScript) console.log("skipped: terminals need the command script of util-linux");

const configuration = `version: 1
listeners: [{ id: web, bind: "127.0.0.1:0", pool: app }]
pools: [{ id: app, health: { type: none }, servers: [{ id: s1, address: "127.0.0.1:9" }] }]
`;

let folder = "";
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "evenkeel-terminal-"));
  await writeFile(join(folder, "test.yaml"), configuration);
});
afterEach(async () => {
  // Twice Ctrl+C ends it at once; killing `script` alone would leave the balancer behind, which takes a hang-up for a reload.
  if (child?.exitCode === null) child.stdin?.write("\x03\x03");
  child?.stdin?.end();
  await rm(folder, { recursive: true, force: true });
});

function serveOnTerminal(environment: Record<string, string>) {
  const cli = join(projectRoot, "out/cli.js");
  // Without exec, a shell such as dash stays between and answers Ctrl+C with its own 130, whatever the command ends with.
  const line = `exec '${process.execPath}' '${cli}' serve --no-console --config '${join(folder, "test.yaml")}'`;
  const env = { ...process.env, EVENKEEL_HOME: folder, ...environment };
  child = spawn("script", ["-qec", line, "/dev/null"], { env });
  let screen = "";
  child.stdout?.on("data", (bytes: Buffer) => {
    screen += bytes.toString("utf8");
  });
  const finished = once(child, "close");
  return {
    screen: () => screen,
    press: (key: string) => child?.stdin?.write(key),
    exitCode: async () => ((await finished) as [number | null])[0],
  };
}

describe.runIf(hasScript)("serving on a terminal", () => {
  it("keeps a status line below what it says, and clears it before it stops", async () => {
    const terminal = serveOnTerminal({ TERM: "xterm", NO_COLOR: "1" });
    await expect.poll(terminal.screen, { timeout: 10_000 }).toContain("● 1 of 1 up · 0 req/s");
    terminal.press("\x03");
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen()).toContain("\r\x1b[2KStopping");
    expect(terminal.screen().trimEnd()).toMatch(/Stopped\.$/);
  });

  it("says plain lines on a terminal that cannot move its cursor", async () => {
    const terminal = serveOnTerminal({ TERM: "dumb" });
    await expect.poll(terminal.screen, { timeout: 10_000 }).toContain("listener   web");
    terminal.press("\x03");
    expect(await terminal.exitCode()).toBe(0);
    expect(terminal.screen()).not.toContain("\x1b");
  });
});
