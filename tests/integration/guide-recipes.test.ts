// The recipes of docs/guides/api.md, run as they stand by a shell against the demo; what a recipe shows is what comes out.
import { execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { demoDocument } from "../../balancer-core/persistence/demo-document.ts";
import { consoleToken, runningConsole } from "../support/running-console.ts";
import { projectRoot } from "../support/source-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const guide = readFileSync(join(projectRoot, "docs/guides/api.md"), "utf8");
const recipes = [...guide.matchAll(/^```sh\n(.*?)^```$(?:\n```text\n(.*?)^```$)?/gms)].map(
  ([, script = "", shown = ""]) => ({ script, shown: shown.split("\n").filter(Boolean) }),
);

/** `%header{…}` is of 7.84, `--json` of 7.82. */
function curlIsNewEnough(): boolean {
  try {
    const version = /^curl (\d+)\.(\d+)/.exec(
      execFileSync("curl", ["--version"], { encoding: "utf8" }),
    );
    return Number(version?.[1]) > 7 || Number(version?.[2]) >= 84;
  } catch {
    return false;
  }
}

const runs = process.platform !== "win32" && curlIsNewEnough();
if (!runs)
  console.warn("The guide's recipes are not run: there is no curl of version 7.84 or later.");

it.runIf(runs)("every recipe of the API's guide works as it stands", async () => {
  const { url } = await runningConsole(
    demoDocument.replaceAll(/bind: [\d.]+:\d+/g, "bind: 127.0.0.1:0"),
  );
  expect(recipes.length).toBeGreaterThan(8);
  // One shell for all, as a reader has; a line of its own ends the output of each.
  const script = recipes.map(({ script }) => `${script}\nprintf '\\n=====\\n'\n`).join("");
  const environment = { ...process.env, URL: url, TOKEN: consoleToken };
  const shell = spawn("sh", ["-eu"], { cwd: temporaryFolder(), env: environment });
  let output = "";
  let complaints = "";
  shell.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  shell.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => shell.on("close", resolve));
  shell.stdin.end(script);
  expect(await ended, `${complaints}\n${output.slice(-2_000)}`).toBe(0);
  const outputs = output.split("\n=====\n");
  for (const [index, { shown }] of recipes.entries()) {
    for (const line of shown) expect(outputs[index]).toContain(line);
  }
});
