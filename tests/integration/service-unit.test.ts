// The unit of docs/guides/systemd.md, as systemd itself reads it.
import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testConfig } from "../support/balancer.ts";
import { projectRoot } from "../support/source-files.ts";

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
if (!hasSystemd)
  console.log("skipped: the service's unit is checked by systemd-analyze, which is not here");

const file = join(projectRoot, "docs/guides/evenkeel.service");
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evenkeel-unit-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the service's unit", () => {
  it("gives requests in flight longer than the balancer does", async () => {
    const seconds = /^TimeoutStopSec=(\d+)$/m.exec(await readFile(file, "utf8"))?.[1];
    expect(Number(seconds) * 1_000).toBeGreaterThan(testConfig({ version: 1 }).shutdown.deadline);
  });

  it.runIf(hasSystemd)("has nothing that systemd does not understand", async () => {
    // Verifying looks for the program, so there is one, in a root of its own.
    const command = join(folder, "opt/evenkeel/bin/evenkeel");
    await mkdir(join(command, ".."), { recursive: true });
    await writeFile(command, "#!/bin/sh\n");
    await chmod(command, 0o755);
    const unit = join(folder, "evenkeel.service");
    const text = await readFile(file, "utf8");
    await writeFile(unit, text.replaceAll("/opt/evenkeel/bin/evenkeel", command));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", unit], {
      encoding: "utf8",
    });
    const ours = stderr.split("\n").filter((line) => line.includes("evenkeel.service"));
    expect(ours).toEqual([]);
    expect(status).toBe(0);
  });
});
