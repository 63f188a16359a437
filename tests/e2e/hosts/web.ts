// Host `web`: the built headless shell as a process of its own, on free ports and a workspace that is thrown away.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import type { ConsoleHost, WriteConfiguration } from "./console-host.ts";
import { freePort } from "./free-port.ts";

const cli = resolve(import.meta.dirname, "../../../out/cli.js");
const readyWithinMs = 15_000;
const stopWithinMs = 15_000;

export interface WebHost extends ConsoleHost {
  /** Console address with the token in its fragment, as a person would open it. */
  readonly url: string;
  readonly token: string;
  api(path: string, init?: RequestInit): Promise<Response>;
  /** Ends the process without warning, as a crash would. */
  kill(): Promise<void>;
  /** Starts again on the same ports and workspace. */
  restart(): Promise<void>;
}

interface Ready {
  readonly event: "ready";
  readonly listeners: readonly { readonly id: string; readonly address: string }[];
  readonly console: { readonly url: string; readonly token: string };
}

export async function startWebHost(write: WriteConfiguration): Promise<WebHost> {
  const directory = await mkdtemp(join(tmpdir(), "evenkeel-e2e-"));
  const file = join(directory, "evenkeel.yaml");
  await writeFile(file, await write(freePort));
  let running = await launch(directory, file, "127.0.0.1:0");

  const api: WebHost["api"] = (path, init = {}) =>
    fetch(new URL(path, running.ready.console.url), {
      ...init,
      headers: { authorization: `Bearer ${running.ready.console.token}`, ...init.headers },
    });

  return {
    get url() {
      return `${running.ready.console.url}/#token=${running.ready.console.token}`;
    },
    get token() {
      return running.ready.console.token;
    },
    listener(id) {
      const found = running.ready.listeners.find((listener) => listener.id === id);
      if (!found) throw new Error(`no listener "${id}" in ${JSON.stringify(running.ready)}`);
      return found.address;
    },
    api,
    snapshot: async () => (await api("/api/v1/snapshot")).json() as Promise<Snapshot>,
    configText: () => readFile(file, "utf8"),
    kill: () => end(running.child, "SIGKILL"),
    async restart() {
      const { host } = new URL(running.ready.console.url);
      running = await launch(directory, file, host);
    },
    async stop() {
      await end(running.child, "SIGTERM");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function launch(
  directory: string,
  file: string,
  console: string,
): Promise<{ child: ChildProcess; ready: Ready }> {
  const args = [
    cli,
    "serve",
    "--json",
    "--config",
    file,
    "--workspace",
    directory,
    "--console",
    console,
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const lines = createInterface({ input: child.stdout });
  const timeout = setTimeout(() => child.kill("SIGKILL"), readyWithinMs);
  try {
    for await (const line of lines) {
      const message: unknown = JSON.parse(line);
      if (isReady(message)) return { child, ready: message };
    }
  } finally {
    clearTimeout(timeout);
    child.stdout.resume();
  }
  throw new Error(`the balancer ended before it was ready:\n${said}`);
}

function isReady(message: unknown): message is Ready {
  return (
    typeof message === "object" &&
    message !== null &&
    "event" in message &&
    message.event === "ready"
  );
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  const timeout = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
  await exited;
  clearTimeout(timeout);
}
