// The built command without its exporter beside it: starts and serves as always, which shows that nothing of it is loaded unless a
// collector is configured; and with it, exports from out/.
import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, it } from "vitest";
import { until, visit } from "../support/balancer.ts";
import { startOtlpCollector } from "../support/otlp-collector.ts";
import { projectRoot } from "../support/source-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const output = join(projectRoot, "out");
const children: ChildProcess[] = [];
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const close of closers.splice(0)) await close();
});

interface Line {
  readonly event: string;
  readonly message?: string;
  readonly listeners?: readonly { readonly address: string }[];
}

/** `serve` of a command in a folder of its own; the lines it says, the first of which is that it is ready. */
async function serve(cli: string, otlpEndpoint: string | null) {
  const folder = temporaryFolder();
  const file = join(folder, "test.yaml");
  const listeners = [{ id: "web", bind: "127.0.0.1:0", pool: "app" }];
  const pools = [{ id: "app", health: { type: "none" } }];
  writeFileSync(file, JSON.stringify({ version: 1, listeners, pools, tracing: { otlpEndpoint } }));
  const child = spawn(
    process.execPath,
    [cli, "serve", "--json", "--no-console", "--config", file],
    {
      env: { ...process.env, EVENKEEL_HOME: folder },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  children.push(child);
  const lines: Line[] = [];
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) =>
    lines.push(JSON.parse(line) as Line),
  );
  const ready = () => lines.find(({ event }) => event === "ready");
  await until("it is ready", () => ready() !== undefined, 10_000);
  return { child, lines, address: ready()?.listeners?.[0]?.address ?? "" };
}

function commandAlone(): string {
  const folder = temporaryFolder();
  copyFileSync(join(output, "cli.js"), join(folder, "cli.mjs"));
  return join(folder, "cli.mjs");
}

it("serves without the exporter's file while no collector is configured", async () => {
  const { address, lines } = await serve(commandAlone(), null);
  expect((await visit(address)).status).toBe(503);
  expect(lines.filter(({ message }) => message?.includes("trace"))).toEqual([]);
});

it("serves all the same when the file is missed, and says so", async () => {
  const { address, lines } = await serve(commandAlone(), "http://127.0.0.1:9");
  expect((await visit(address)).status).toBe(503);
  await until("the warning", () =>
    lines.some(({ message }) => message?.startsWith("traces are not exported: ") === true),
  );
});

it("exports from what was built, out of a file beside the command", async () => {
  const chunks = readdirSync(output).filter((name) => /^cli-.+\.js$/.test(name));
  expect(chunks).toEqual(["cli-otlp-export.js"]);
  expect(statSync(join(output, "cli-otlp-export.js")).size).toBeLessThan(200_000);
  const collector = await startOtlpCollector();
  closers.push(collector.kill);
  const { address, child } = await serve(join(output, "cli.js"), collector.endpoint);
  await visit(address);
  child.kill("SIGTERM");
  await until("the span", () => collector.spans.length === 1, 10_000);
  expect(collector.spans[0]).toMatchObject({ name: "GET", kind: 2 });
});
