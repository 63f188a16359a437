// `evenkeel serve` as a process that can be asked what it holds: timers, sockets, memory after a collection, requests in flight.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Snapshot } from "../../balancer-core/contract/snapshot.ts";
import type { ReadyLine } from "../support/evenkeel-process.ts";
import { projectRoot } from "../support/source-files.ts";

const cli = join(projectRoot, "out/cli.js");
const watcher = fileURLToPath(new URL("watched.mjs", import.meta.url));

export interface Holding {
  readonly timers: number;
  /** After a full collection. */
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly residentBytes: number;
}

export interface WatchedProcess {
  readonly address: string;
  holding(): Promise<Holding>;
  /** Open sockets of every kind; needs /proc, else NaN. */
  sockets(): Promise<number>;
  snapshot(): Promise<Snapshot>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Ends it for good and removes its folder. */
  dispose(): Promise<void>;
}

export async function watchEvenkeel(yaml: string): Promise<WatchedProcess> {
  const home = await mkdtemp(join(tmpdir(), "evenkeel-soak-"));
  const file = join(home, "soak.yaml");
  await writeFile(file, yaml);
  const node = ["--expose-gc", "--import", watcher, cli];
  const serve = ["serve", "--json", "--config", file, "--console", "127.0.0.1:0"];
  const child = spawn(process.execPath, [...node, ...serve], {
    env: { ...process.env, EVENKEEL_HOME: home },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const ready = await firstLine(child);
  const [listener] = ready.listeners;
  return {
    address: listener?.address ?? "",
    async holding() {
      const answer = once(child, "message");
      child.send("holding?");
      const [holding] = (await answer) as [Holding];
      return holding;
    },
    sockets: () => socketsOf(child.pid ?? 0),
    async snapshot() {
      const { url, token } = ready.console ?? { url: "", token: "" };
      const response = await fetch(`${url}/api/v1/snapshot`, {
        headers: { authorization: `Bearer ${token}`, connection: "close" },
      });
      return (await response.json()) as Snapshot;
    },
    stop() {
      child.kill("SIGTERM");
      return exited;
    },
    async dispose() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await exited;
      await rm(home, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess): Promise<ReadyLine> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`it ended with ${code} before it was ready`)));
    if (!child.stdout) return;
    const lines = createInterface(child.stdout);
    lines.once("line", (line) => resolve(JSON.parse(line) as ReadyLine));
    // Nobody reads what follows; a full pipe would stop the process.
    lines.on("line", () => {});
  });
}

async function socketsOf(pid: number): Promise<number> {
  try {
    const folder = `/proc/${pid}/fd`;
    const names = await readdir(folder);
    const targets = await Promise.all(
      names.map((name) => readlink(join(folder, name)).catch(() => "")),
    );
    return targets.filter((target) => target.startsWith("socket:")).length;
  } catch {
    return Number.NaN;
  }
}
