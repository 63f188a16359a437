// A folder of a test's own, gone after it.
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "evenkeel-test-"));
  // Whatever a test stopped may be writing its last file just now, and then the folder is not empty for a moment.
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 8 }));
  return folder;
}
