// The release workflow and the reading of fuses, as far as they can be held without their machines.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FuseV1Options } from "@electron/fuses";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fuseNames, wantedFuses, wrongFuses } from "../../../electron/release/check-fuses.mjs";
import { projectRoot } from "../../support/source-files.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly steps: readonly Step[];
  readonly needs?: string | readonly string[];
  readonly "timeout-minutes"?: number;
}

const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");
const workflow = parse(read(".github/workflows/release.yml")) as {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
};
const jobs = Object.entries(workflow.jobs);
const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
const commands = jobs.flatMap(([, { steps }]) => steps.flatMap(({ run }) => run ?? []));

describe("the release workflow", () => {
  it("may only read the repository", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
  });

  it("pins every action to a commit", () => {
    const uses = jobs.flatMap(([, { steps }]) => steps.flatMap((step) => step.uses ?? []));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  it("runs scripts that are there", () => {
    const named = commands.flatMap((command) => [...command.matchAll(/npm run ([\w:]+)/g)]);
    expect(named.map(([, name]) => name).filter((name) => !scripts.includes(name ?? ""))).toEqual(
      [],
    );
    const files = commands.flatMap((command) => [...command.matchAll(/\bnode (\S+\.mjs)/g)]);
    expect(files).toHaveLength(2);
    expect(
      files.map(([, file]) => file).every((file) => existsSync(join(projectRoot, file ?? ""))),
    ).toBe(true);
  });

  it("packs only what passed, looks at the fuses of what it packed, and starts it", () => {
    expect(workflow.jobs.package?.needs).toEqual(["check", "integration", "electron"]);
    const steps = (workflow.jobs.package?.steps ?? []).flatMap(({ run }) => run ?? []);
    const packing = steps.indexOf("npm run package:release");
    expect(packing).toBeGreaterThan(-1);
    for (const script of ["check-fuses.mjs", "smoke.mjs"]) {
      expect(steps.findIndex((command) => command.includes(script))).toBeGreaterThan(packing);
    }
  });

  it("ends by itself", () => {
    expect(jobs.filter(([, job]) => job["timeout-minutes"] === undefined)).toEqual([]);
  });
});

describe("the fuses of a packed application", () => {
  const right = Object.fromEntries(
    Object.entries(wantedFuses()).map(([word, isOn]) => [
      FuseV1Options[fuseNames[word as keyof typeof fuseNames] as keyof typeof FuseV1Options],
      (isOn ? "1" : "0").charCodeAt(0),
    ]),
  );

  it("are fine when each is as the release configuration says", () => {
    expect(wrongFuses(right)).toEqual([]);
  });

  it("are told by name when one is not", () => {
    const wire = { ...right, [FuseV1Options.RunAsNode]: "1".charCodeAt(0) };
    expect(wrongFuses(wire)).toEqual(["runAsNode should be off, but is on"]);
  });

  it("are wrong when the binary does not have them", () => {
    expect(wrongFuses({})).toHaveLength(Object.keys(fuseNames).length);
  });
});
