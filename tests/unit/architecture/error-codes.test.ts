// Every error is one row of the table: statuses are real, sentences are sentences, and every code is used somewhere.
import { describe, expect, it } from "vitest";
import { errorCodes, errorRows } from "../../../balancer-core/contract/error-codes.ts";
import { sourceFiles } from "../../support/source-files.ts";

describe("error codes", () => {
  it.each(errorCodes)("%s has a status and one sentence", (code) => {
    const { httpStatus, sentence } = errorRows[code];
    expect(httpStatus).toBeGreaterThanOrEqual(400);
    expect(httpStatus).toBeLessThan(600);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it("are the only codes that errors are made with", () => {
    const folders = ["balancer-core", "headless", "electron", "renderer"];
    const unknown = sourceFiles(folders, /\.tsx?$/).flatMap(({ path, text }) =>
      [...text.matchAll(/new BalancerError\(\s*"([^"]+)"/g)]
        .filter(([, code = ""]) => !Object.hasOwn(errorRows, code))
        .map(([, code]) => `${path}: ${code}`),
    );
    expect(unknown).toEqual([]);
  });
});
