// Holds the source against the import table of docs/architecture.md, and a few names to the one place they belong.
import { describe, expect, it } from "vitest";
import { importsOf, type SourceFile, sourceFiles } from "../../support/source-files.ts";
import { rules } from "./import-rules.ts";

const folders = ["balancer-core", "headless", "electron", "renderer"];
const files = sourceFiles(folders, /\.(ts|tsx)$/);

function broken(sources: readonly SourceFile[]): string[] {
  return sources.flatMap(importsOf).flatMap((found) =>
    rules
      .map((rule) => rule(found))
      .filter((rule) => rule !== undefined)
      .map((rule) => `${found.file}:${found.line} imports ${found.target}: ${rule}`),
  );
}

/** Files whose code, without comments, matches. */
function naming(pattern: RegExp, prefix = ""): string[] {
  return files
    .filter(({ path }) => path.startsWith(prefix))
    .filter(({ text }) => pattern.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")))
    .map(({ path }) => path);
}

describe("imports", () => {
  it("follow the table of the architecture", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(broken(files)).toEqual([]);
  });

  it.each([
    ["balancer-core/contract/x.ts", 'import "node:fs";'],
    ["balancer-core/client/x.ts", 'import { a } from "../pool/pool.ts";'],
    ["balancer-core/pool/x.ts", 'import { a } from "../proxy/types.ts";'],
    ["balancer-core/events/x.ts", 'export * from "../balancer.ts";'],
    ["balancer-core/algorithms/x.ts", 'import type { a } from "../pool/types.ts";'],
    ["balancer-core/host/x.ts", 'import { app } from "electron";'],
    ["balancer-core/host/y.ts", 'const a = await import("../../headless/serve.ts");'],
    ["headless/x.ts", 'import { a } from "../balancer-core/pool/pool.ts";'],
    ["renderer/lib/x.ts", 'import {\n  a,\n} from "../app/x.ts";'],
    ["renderer/features/one/x.ts", 'import { a } from "../two/x.ts";'],
    ["renderer/state/x.ts", 'import { a } from "../../balancer-core/host/types.ts";'],
  ])("are refused when %s has %s", (path, text) => {
    expect(broken([{ path, text }])).not.toEqual([]);
  });
});

describe("names with one place", () => {
  it("keeps the clock and random numbers of the core in ports.ts", () => {
    // The client runs in the page: its time comes in through its options, its timers are the page's own.
    const pattern =
      /\b(Date\.now|performance\.now|Math\.random|new Date\(\))|(?<!\.)\bset(Timeout|Interval)\(/;
    const named = naming(pattern, "balancer-core/");
    expect(named.filter((path) => !path.startsWith("balancer-core/client/"))).toEqual([
      "balancer-core/ports.ts",
    ]);
  });

  it("keeps ipcMain and ipcRenderer in one file each", () => {
    expect(naming(/\bipcMain\b/)).toEqual(["electron/main/ipc.ts"]);
    expect(naming(/\bipcRenderer\b/)).toEqual(["electron/preload/index.ts"]);
  });
});
