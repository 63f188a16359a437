// `npm run soak [SECONDS]`: the long proofs, ten minutes unless told otherwise.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const seconds = process.argv[2] ?? "600";
const vitest = join(root, "node_modules/vitest/vitest.mjs");

const child = spawn(process.execPath, [vitest, "run", "--project", "soak"], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, EVENKEEL_SOAK_SECONDS: seconds },
});
child.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
