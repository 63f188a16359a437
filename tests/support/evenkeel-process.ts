// `node out/cli.js` as a process: started in a folder of its own, read line by line, ended by its pid.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "./source-files.ts";

const cli = join(projectRoot, "out/cli.js");

export interface ReadyLine {
  readonly event: "ready";
  readonly pid: number;
  readonly listeners: readonly { id: string; protocol: string; address: string }[];
  readonly console: { readonly url: string; readonly token: string } | null;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command to its end. */
export async function runEvenkeel(args: readonly string[], home?: string): Promise<Finished> {
  const { child, output } = start(args, home ?? tmpdir());
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...output };
}

export interface ServingProcess {
  readonly ready: ReadyLine;
  readonly configFile: string;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** What it told people so far. */
  readonly said: () => string;
  /** Exit code and everything that was said. */
  readonly finished: Promise<Finished>;
  /** A call of the API with the token. */
  api(verb: string, path: string, body?: unknown): Promise<Response>;
  /** Ends it for good and removes its folder. */
  dispose(): Promise<void>;
}

/** `serve --json --config FILE` with the web console on a free port; resolves with the ready line. */
export async function serveEvenkeel(
  yaml: string,
  more: string[] = [],
  environment: Readonly<Record<string, string>> = {},
  /** Most files it may open. */
  openFiles?: number,
): Promise<ServingProcess> {
  const home = await mkdtemp(join(tmpdir(), "evenkeel-test-"));
  const configFile = join(home, "test.yaml");
  await writeFile(configFile, yaml);
  const bind = more.includes("--no-console") ? [] : ["--console", "127.0.0.1:0"];
  const args = ["serve", "--json", "--config", configFile, ...bind, ...more];
  const { child, output } = start(args, home, environment, openFiles);
  const finished = once(child, "close").then(([code]) => ({
    code: code as number | null,
    ...output,
  }));
  const first = await Promise.race([firstLine(child), finished]);
  if (typeof first !== "string") throw new Error(`it did not start: ${first.stderr}`);
  const ready = JSON.parse(first) as ReadyLine;
  return {
    ready,
    configFile,
    signal: (signal) => child.kill(signal),
    said: () => output.stderr,
    finished,
    api: (verb, path, body) =>
      fetch(`${ready.console?.url}/api/v1${path}`, {
        method: verb,
        headers: {
          authorization: `Bearer ${ready.console?.token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async dispose() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await finished;
      await rm(home, { recursive: true, force: true });
    },
  };
}

function start(
  args: readonly string[],
  home: string,
  environment: Readonly<Record<string, string>> = {},
  openFiles?: number,
) {
  const command = [process.execPath, cli, ...args];
  const [file = "", ...given] =
    openFiles === undefined
      ? command
      : ["sh", "-c", `ulimit -n ${openFiles} && exec "$0" "$@"`, ...command];
  const child = spawn(file, given, {
    env: { ...process.env, EVENKEEL_HOME: home, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  return { child, output };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout) createInterface({ input: child.stdout }).once("line", resolve);
  });
}
