// What the end of `npm test` says of failures and of tests that passed only at a second try.
import { describe, expect, test } from "vitest";

interface Failure {
  file: string;
  test: string;
  reason: string;
}
/** Plain JavaScript, because it runs before anything is built. */
const reports = "../../reports.mjs";
const { playwrightFailures, secondTry, tell, vitestFailures } = (await import(reports)) as {
  vitestFailures(report: unknown, root: string): Failure[];
  playwrightFailures(report: unknown): { failures: Failure[]; flaky: Failure[] };
  secondTry(counts: { failures: Failure[] }, now: Failure[], run: { code: number }): unknown;
  tell(rows: { title?: string; failures?: Failure[]; flaky?: Failure[] }[]): string;
};

const vitestReport = (...statuses: string[]) => ({
  testResults: [
    {
      name: "/checkout/tests/unit/a.test.ts",
      assertionResults: statuses.map((status, index) => ({
        status,
        fullName: `test ${index}`,
        failureMessages:
          status === "failed" ? ["\u001b[31mexpected 1\u001b[39m\n  at a.test.ts:3"] : [],
      })),
    },
  ],
});
const failure = (test: string) => ({ file: "tests/unit/a.test.ts", test, reason: "expected 1" });

describe("failures in a report", () => {
  test("of Vitest's have file, name and first line", () => {
    expect(vitestFailures(vitestReport("passed", "failed", "pending"), "/checkout")).toEqual([
      failure("test 1"),
    ]);
  });

  test("of Playwright's are apart from second tries", () => {
    const spec = (title: string, status: string) => ({
      title,
      file: "drag.spec.ts",
      tests: [{ status, projectName: "web", results: [{}, { error: { message: "late\nmore" } }] }],
    });
    const report = {
      suites: [
        {
          title: "drag.spec.ts",
          specs: [spec("drops", "unexpected")],
          suites: [{ title: "keys", specs: [spec("move", "flaky"), spec("stay", "expected")] }],
        },
      ],
    };
    expect(playwrightFailures(report)).toEqual({
      failures: [{ file: "drag.spec.ts", test: "[web] drops", reason: "late" }],
      flaky: [{ file: "drag.spec.ts", test: "[web] keys move", reason: "late" }],
    });
  });
});

describe("a second try", () => {
  const counts = { passed: 8, failed: 2, skipped: 1, failures: [failure("a"), failure("b")] };

  test("counts what passes now, and names it", () => {
    expect(secondTry(counts, [failure("b")], { code: 1 })).toEqual({
      passed: 9,
      failed: 1,
      skipped: 1,
      failures: [failure("b")],
      flaky: [failure("a")],
    });
  });

  test("counts a test that fails only now", () => {
    expect(
      secondTry(counts, [failure("a"), failure("b"), failure("c")], { code: 1 }),
    ).toMatchObject({ passed: 7, failed: 3, flaky: [] });
  });

  test("that fails as a whole changes nothing", () => {
    expect(secondTry(counts, [], { code: 1 })).toBe(counts);
  });
});

test("the end of a run names each, with its reason", () => {
  expect(tell([{ title: "unit" }])).toBe("");
  expect(tell([{ failures: [failure("a")], flaky: [failure("b")] }])).toBe(
    "FAILED  tests/unit/a.test.ts: a\n        expected 1\n" +
      "PASSED ONLY AT A SECOND TRY  tests/unit/a.test.ts: b\n        expected 1\n\n",
  );
});
