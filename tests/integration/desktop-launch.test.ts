// Running Electron, with a program of ours in its place: its end, its failed start, who gets which signal, and the first start of
// what was packed.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxObstacle } from "../../headless/launch/electron-process.mjs";
import { projectRoot } from "../support/source-files.ts";

const launcher = pathToFileURL(join(projectRoot, "headless/launch/electron-process.mjs")).href;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evenkeel-launch-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Launches `program` as Electron in a process of its own, and tells what came of it on its last line. */
async function launch(
  program: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ child: ChildProcess; said: () => string }> {
  const binary = join(folder, `electron-${Math.random()}`);
  await writeFile(binary, `#!${process.execPath}\n${program}\n`);
  await chmod(binary, 0o755);
  const script = `
    const { runElectron } = await import(${JSON.stringify(launcher)});
    const failure = await runElectron(${JSON.stringify(binary)}, []);
    console.log(JSON.stringify({ failure: failure ?? null, exitCode: process.exitCode ?? null }));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return { child, said: () => text };
}

const lastLine = (text: string) => JSON.parse(text.trim().split("\n").at(-1) ?? "");

describe("Electron started from a terminal", () => {
  it.each([
    ["ends well", "process.exit(0)", { failure: null, exitCode: 0 }],
    ["cannot start", "process.exit(7)", { failure: "Electron ended with code 7", exitCode: null }],
  ])("tells when it %s", async (_, program, outcome) => {
    const { child, said } = await launch(program);
    await once(child, "exit");
    expect(lastLine(said())).toEqual(outcome);
  });

  it("is Electron also in a terminal of an editor that is Electron too", async () => {
    const { child, said } = await launch(
      "console.log(process.env.ELECTRON_RUN_AS_NODE ?? 'a window')",
      { ELECTRON_RUN_AS_NODE: "1" },
    );
    await once(child, "exit");
    expect(said()).toMatch(/^a window\n/);
  });

  it("gets Ctrl+C from the terminal alone, for a second one would cut what it finishes", async () => {
    const { child, said } = await launch(`
      process.on("SIGINT", () => console.log("interrupted"));
      process.on("SIGTERM", () => process.exit(0));
      setInterval(() => {}, 1_000);
      console.log("up");`);
    await expect.poll(said, { timeout: 20_000 }).toContain("up");
    child.kill("SIGINT");
    child.kill("SIGTERM");
    await once(child, "exit");
    expect(said()).not.toContain("interrupted");
    expect(lastLine(said())).toEqual({ failure: null, exitCode: 0 });
  });
});

describe("the first start of a packed application", () => {
  async function smoke(program: string): Promise<{ code: number | null; said: string }> {
    const application = join(folder, `application-${Math.random()}`);
    await writeFile(application, `#!/bin/sh\n${program}\n`);
    await chmod(application, 0o755);
    const child = spawn(process.execPath, [
      join(projectRoot, "electron/release/smoke.mjs"),
      application,
    ]);
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
    const [code] = await once(child, "close");
    return { code, said };
  }

  it("is fine when it balances, shows its console, and ends when asked", async () => {
    const cli = join(projectRoot, "out/cli.js");
    expect(await smoke(`exec '${process.execPath}' '${cli}' serve "$@"`)).toMatchObject({
      code: 0,
    });
  });

  it.each([
    ["ends at once", "exit 3", "it ended with 3"],
    [
      "has a window without a console",
      `mkdir -p "$EVENKEEL_HOME/desktop"
       echo 'evenkeel: app://bundle/index.html could not be loaded' > "$EVENKEEL_HOME/desktop/main.log"
       exec '${process.execPath}' '${join(projectRoot, "out/cli.js")}' serve "$@"`,
      "its window shows no console",
    ],
  ])("fails when it %s", async (_, program, reason) => {
    const { code, said } = await smoke(program);
    expect(code).toBe(1);
    expect(said).toContain(reason);
  });
});

describe.skipIf(process.platform !== "linux")("a system without namespaces for programs", () => {
  async function settings(name: string, value: string): Promise<string> {
    const system = await mkdtemp(join(folder, "sys-"));
    await mkdir(join(system, "kernel"));
    await mkdir(join(system, "user"));
    await writeFile(join(system, name), `${value}\n`);
    return system;
  }
  const binary = "/home/me/my apps/electron/dist/electron";

  it.each([
    ["kernel/apparmor_restrict_unprivileged_userns", "1"],
    ["kernel/unprivileged_userns_clone", "0"],
    ["user/max_user_namespaces", "0"],
  ])("by %s is told with the way out", async (name, value) => {
    const helper = "'/home/me/my apps/electron/dist/chrome-sandbox'";
    expect(sandboxObstacle(binary, await settings(name, value))).toBe(
      `this system refuses Chromium its sandbox, which "sudo chown root ${helper} && sudo chmod 4755 ${helper}" allows`,
    );
  });

  it("is no reason where namespaces are allowed", async () => {
    const allowed = await settings("kernel/apparmor_restrict_unprivileged_userns", "0");
    expect(sandboxObstacle(binary, allowed)).toBeUndefined();
  });

  it("is no reason where the helper may make them", async () => {
    const refused = await settings("user/max_user_namespaces", "0");
    const helper = join(refused, "chrome-sandbox");
    await writeFile(helper, "");
    await chmod(helper, 0o4755);
    const isRoot = process.getuid?.() === 0;
    const obstacle = sandboxObstacle(join(refused, "electron"), refused);
    // Only root can make a helper that belongs to root.
    if (isRoot) expect(obstacle).toBeUndefined();
    else expect(obstacle).toContain("chrome-sandbox");
  });
});
