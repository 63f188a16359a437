// Makes a checkout ready to run: installs packages when they differ from the lock file, builds what is stale.
import { fileURLToPath } from "node:url";
import { packagesAreStale, staleParts } from "./stale.mjs";

const oldestNode = [20, 19];

/** Rejects with a message for people. */
export async function prepare() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new Error(
      `Evenkeel needs Node ${oldestNode.join(".")} or newer, this is ${process.version}.`,
    );
  }
  const { runStep } = await import("./run-step.mjs");
  if (packagesAreStale()) {
    await runStep("Installing packages (npm ci)", "npm", ["ci", "--no-audit", "--no-fund"]);
  }
  const names = staleParts();
  if (names.length > 0) {
    const { build } = await import("./build.mjs");
    await build(names);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  prepare().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
