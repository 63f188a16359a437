// The package as npm packs it, installed into an empty folder without a network: everything it needs must be inside.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../support/source-files.ts";

const run = promisify(execFile);
const mostBytes = 6 * 1024 * 1024;

let folder = "";
let packedBytes = 0;
let packedFiles: readonly string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evenkeel-package-"));
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: projectRoot,
  });
  const [packed] = JSON.parse(stdout) as [
    { filename: string; size: number; files: { path: string }[] },
  ];
  packedBytes = packed.size;
  packedFiles = packed.files.map(({ path }) => path);
  await writeFile(join(folder, "package.json"), '{ "private": true }');
  const archive = join(folder, packed.filename);
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", archive], { cwd: folder });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const env = () => ({ ...process.env, EVENKEEL_HOME: join(folder, "home") });
const evenkeel = (...args: string[]) =>
  run("npx", ["--offline", "evenkeel", ...args], { cwd: folder, env: env() });

describe("the npm package", () => {
  it("holds what runs, and no source map, test or source", () => {
    expect(packedFiles).toEqual(
      expect.arrayContaining([
        "out/cli.js",
        "out/main/index.js",
        "out/renderer/index.html",
        "docs/man/evenkeel.1",
        "README.md",
        "LICENSE",
      ]),
    );
    const strangers = packedFiles.filter((path) => /\.map$|\.tsx?$|^(tests|bench)\//.test(path));
    expect(strangers).toEqual([]);
    expect(packedBytes).toBeLessThan(mostBytes);
  });

  it("gives npx a command that checks a configuration", async () => {
    await writeFile(
      join(folder, "good.yaml"),
      "version: 1\nlisteners: [{ id: web, bind: '127.0.0.1:0', pool: app }]\npools: [{ id: app }]\n",
    );
    const { stdout } = await evenkeel("check", "good.yaml");
    expect(stdout).toContain("good.yaml: no problems");
  }, 30_000);

  it("serves a balancer and the console it brought along", async () => {
    const installed = join(folder, "node_modules/evenkeel/out/cli.js");
    expect((await stat(installed)).isFile()).toBe(true);
    const args = ["serve", "--json", "--config", join(folder, "good.yaml")];
    const child = execFile(process.execPath, [installed, ...args, "--console", "127.0.0.1:0"], {
      cwd: folder,
      env: env(),
    });
    try {
      const [line] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [string];
      const ready = JSON.parse(line.split("\n", 1)[0] ?? "") as { console: { url: string } };
      const page = await fetch(ready.console.url);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain("<title>Evenkeel</title>");
    } finally {
      child.kill("SIGTERM");
      expect((await once(child, "exit"))[0]).toBe(0);
    }
  }, 30_000);

  it("says exactly what is missing for the desktop, and what to do instead", async () => {
    await expect(evenkeel("desktop")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /evenkeel: desktop not available: .+; run "evenkeel serve" for the same console in the browser/,
      ),
    });
  }, 30_000);
});
