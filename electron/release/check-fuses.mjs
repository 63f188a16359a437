// `node electron/release/check-fuses.mjs APPLICATION`: reads the fuses of a packed application and fails when one is not as
// electron-builder.release.yml writes it. Packing that forgets a fuse says nothing; this does.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { parse } from "yaml";
import { root } from "../../headless/launch/stale.mjs";

/** The wire is text in the binary: each fuse a character. */
const states = { off: "0".charCodeAt(0), on: "1".charCodeAt(0) };

/** How electron-builder's words are called in the wire. */
export const fuseNames = {
  runAsNode: "RunAsNode",
  enableNodeOptionsEnvironmentVariable: "EnableNodeOptionsEnvironmentVariable",
  enableNodeCliInspectArguments: "EnableNodeCliInspectArguments",
  enableEmbeddedAsarIntegrityValidation: "EnableEmbeddedAsarIntegrityValidation",
  onlyLoadAppFromAsar: "OnlyLoadAppFromAsar",
  grantFileProtocolExtraPrivileges: "GrantFileProtocolExtraPrivileges",
};

export function wantedFuses() {
  const file = join(root, "electron-builder.release.yml");
  // The first is about how they are turned, and no fuse.
  const { resetAdHocDarwinSignature: _, ...fuses } = parse(
    readFileSync(file, "utf8"),
  ).electronFuses;
  return fuses;
}

/** Sentences about fuses that are not as wanted; `wire` maps a fuse's number to its state. */
export function wrongFuses(wire, wanted = wantedFuses()) {
  return Object.entries(wanted).flatMap(([word, isOn]) => {
    const state = wire[FuseV1Options[fuseNames[word]]];
    const expected = isOn ? "on" : "off";
    if (state === states[expected]) return [];
    const found = Object.keys(states).find((name) => states[name] === state);
    return [`${word} should be ${expected}, but is ${found ?? "not there"}`];
  });
}

async function main([application]) {
  if (application === undefined) throw new Error("the packed application is missing");
  const wrong = wrongFuses(await getCurrentFuseWire(application));
  for (const sentence of wrong) process.stderr.write(`${application}: ${sentence}\n`);
  if (wrong.length > 0) process.exitCode = 1;
  else process.stdout.write(`${application}: every fuse is as it should be\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2));
}
