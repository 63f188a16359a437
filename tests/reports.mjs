// Reads what the test runners reported: which tests failed, which passed only at a second try, and how to tell it in lines.
import { relative } from "node:path";

const firstLine = (message) =>
  String(message ?? "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal are such characters.
    .replace(/\u001b\[[0-9;]*m/g, "")
    .trim()
    .split("\n", 1)[0]
    .slice(0, 200);

/** The failed tests in a report of Vitest's (its JSON is Jest's): file, full name, first line of the reason. */
export function vitestFailures(report, root) {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => ({
        file: relative(root, name),
        test: fullName,
        reason: firstLine(failureMessages[0]),
      })),
  );
}

/** The specs that failed, and those that passed at a second try, in a report of Playwright's. */
export function playwrightFailures(report) {
  const failures = [];
  const flaky = [];
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const { status, projectName, results } of spec.tests) {
        if (status !== "unexpected" && status !== "flaky") continue;
        const reason = results.find(({ error }) => error)?.error.message;
        (status === "flaky" ? flaky : failures).push({
          file: spec.file,
          test: `[${projectName}] ${[...path, spec.title].join(" ")}`,
          reason: firstLine(reason),
        });
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
  };
  for (const suite of report.suites ?? []) visit(suite, []);
  return { failures, flaky };
}

/**
 * What counts after a second try of the files with failures: a test that failed again, or a new failure, is a failure;
 * one that passed now counts as passed and is told by name.
 */
export function secondTry(counts, failuresNow, { code }) {
  const key = ({ file, test }) => `${file} ${test}`;
  const still = new Set(failuresNow.map(key));
  // The run itself failed without a failing test: nothing is known, so the first count stands.
  if (code !== 0 && still.size === 0) return counts;
  const flaky = counts.failures.filter((failure) => !still.has(key(failure)));
  return {
    passed: counts.passed + counts.failures.length - failuresNow.length,
    failed: failuresNow.length,
    skipped: counts.skipped,
    failures: failuresNow,
    flaky,
  };
}

/** The failures and second tries of every kind of test in lines, for the end of a run; empty when there are none. */
export function tell(rows) {
  const lines = (title, list) =>
    list
      .map(({ file, test, reason }) => `${title}  ${file}: ${test}\n        ${reason}\n`)
      .join("");
  const told = rows
    .map(
      ({ failures = [], flaky = [] }) =>
        lines("FAILED", failures) + lines("PASSED ONLY AT A SECOND TRY", flaky),
    )
    .join("");
  return told === "" ? "" : `${told}\n`;
}
