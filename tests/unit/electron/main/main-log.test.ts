// What the shell says on stderr is in a file as well, bounded, and a file that cannot be written is told once.

import { EventEmitter } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepMainLog, outliveReaders } from "../../../../electron/main/main-log.ts";

describe("the shell's own log", () => {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-main-log-"));
  const file = join(folder, "main.log");
  const said = vi.fn();
  const before = console.error;
  beforeEach(() => {
    said.mockClear();
    rmSync(file, { force: true });
    console.error = said;
  });
  afterEach(() => {
    console.error = before;
  });

  it("has every line with its time and its error's stack, and says it on stderr too", () => {
    keepMainLog(file);
    console.error("evenkeel: Evenkeel has to close:", new Error("boom"));
    expect(readFileSync(file, "utf8")).toMatch(/^\d{4}-.*Z evenkeel: .*Error: boom\n {4}at /);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(said).toHaveBeenCalledOnce();
  });

  it("begins again after a mebibyte and keeps the one before", () => {
    writeFileSync(file, "x".repeat(1_048_577));
    keepMainLog(file);
    console.error("evenkeel: new");
    expect(statSync(file).size).toBeLessThan(100);
    expect(existsSync(`${file}.1`)).toBe(true);
  });

  it("goes on when whoever read stderr is gone", () => {
    const stderr = new EventEmitter();
    outliveReaders([stderr as NodeJS.WriteStream]);
    expect(() => stderr.emit("error", new Error("write EPIPE"))).not.toThrow();
  });

  it("is told once when it cannot be written, and stderr goes on", () => {
    keepMainLog(join(folder, "gone/main.log"));
    console.error("one");
    console.error("two");
    expect(said.mock.calls.map(([text]) => String(text).slice(0, 9))).toEqual([
      "one",
      "evenkeel:",
      "two",
    ]);
  });
});
