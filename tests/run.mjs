// `npm test`: prepares the checkout, runs every kind of test, goes on after a failing kind, and ends with "N passed, N failed".
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "../headless/launch/chromium.mjs";
import { prepare } from "../headless/launch/prepare.mjs";
import { root } from "../headless/launch/stale.mjs";
import { ensurePeers } from "./peers.mjs";
import { playwrightFailures, secondTry, tell, vitestFailures } from "./reports.mjs";

const reports = join(root, "test-results/reports");
const node = process.execPath;
const bin = (path) => join(root, "node_modules", path);

/** What a tool without a report counts as: one test. */
const single = (code) => (code === 0 ? { passed: 1, failed: 0, skipped: 0 } : failedOnce);
const failedOnce = { passed: 0, failed: 1, skipped: 0 };
/** On a shared machine a test over sockets or in a browser can lose its seconds to a neighbour: it is asked once more. */
const mostTriedAgain = 5;

const steps = [
  {
    title: "lint",
    run: () =>
      command(node, [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"]).then(single),
  },
  { title: "types", run: () => command(node, [bin("typescript/bin/tsc"), "-b"]).then(single) },
  { title: "unit", run: () => vitest("unit") },
  { title: "integration", run: () => vitest("integration") },
  { title: "conformance", run: () => vitest("conformance") },
  { title: "soak", run: () => vitest("soak") },
  { title: "browser", run: playwright },
];

function command(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    child.on("error", (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

async function vitest(project) {
  const first = await vitestRun(project, `${project}.json`, []);
  if (first === undefined) return failedOnce;
  const failed = vitestFailures(first.result, root);
  const counts = {
    passed: first.result.numPassedTests,
    failed: first.result.numFailedTests,
    skipped: first.result.numPendingTests + first.result.numTodoTests,
    failures: failed,
  };
  // A file that cannot be loaded, or an error outside of any test, fails the run without failing a test.
  if (first.code !== 0 && counts.failed === 0) counts.failed = 1;
  // Many failures are no accident of the machine, and a file that failed as a whole has no test to ask again.
  if (failed.length === 0 || failed.length > mostTriedAgain || failed.length !== counts.failed) {
    return counts;
  }
  process.stdout.write(
    `\n== ${project}, a second time: the files of ${failed.length} that failed\n`,
  );
  const files = [...new Set(failed.map(({ file }) => file))];
  const again = await vitestRun(project, `${project}-again.json`, [
    ...files,
    "--no-file-parallelism",
  ]);
  return again === undefined
    ? counts
    : secondTry(counts, vitestFailures(again.result, root), again);
}

async function vitestRun(project, name, args) {
  const report = join(reports, name);
  const code = await command(node, [
    bin("vitest/vitest.mjs"),
    "run",
    ...args,
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const result = readReport(report);
  return result && { code, result };
}

async function playwright() {
  if (!existsSync(join(root, "tests/e2e"))) return { passed: 0, failed: 0, skipped: 0 };
  const missing = await ensureChromium();
  if (missing !== undefined) {
    process.stdout.write(`Chromium is missing (${missing}), so the browser tests are skipped.\n`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const report = join(reports, "browser.json");
  const code = await command(node, [bin("@playwright/test/cli.js"), "test"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const result = readReport(report);
  if (result?.stats === undefined) return failedOnce;
  const { expected, unexpected, flaky, skipped } = result.stats;
  const counts = { passed: expected + flaky, failed: unexpected, skipped };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, ...playwrightFailures(result) };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

async function main() {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  const rows = [];
  const measure = async (title, run) => {
    const started = Date.now();
    process.stdout.write(`\n== ${title}\n`);
    const counts = await run().catch((error) => {
      process.stderr.write(`${error.message}\n`);
      return failedOnce;
    });
    for (const key of Object.keys(total)) total[key] += counts[key];
    rows.push({ title, ...counts, seconds: ((Date.now() - started) / 1_000).toFixed(1) });
    return counts;
  };
  const prepared = await measure("prepare", () =>
    prepare()
      .then(ensurePeers)
      .then(() => ({ passed: 0, failed: 0, skipped: 0 })),
  );
  // Without packages there is nothing to run the rest with; with them, the rest still tells something.
  if (prepared.failed === 0 || existsSync(bin("vitest"))) {
    for (const { title, run } of steps) await measure(title, run);
  }
  process.stdout.write(`\n${tell(rows)}`);
  for (const { title, passed, failed, skipped, seconds } of rows) {
    process.stdout.write(
      `${title.padEnd(12)} ${`${passed} passed, ${failed} failed, ${skipped} skipped`.padEnd(40)} ${seconds} s\n`,
    );
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

await main();
