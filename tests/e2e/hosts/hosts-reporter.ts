// Says at the end of a run which hosts of the console it ran on, and why one did not.
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { findElectron } from "./find-electron.ts";

// biome-ignore lint/style/noDefaultExport: Playwright takes a reporter by its default export.
export default class HostsReporter implements Reporter {
  readonly #specs = new Map<string, number>();

  onTestEnd(test: TestCase, { status }: TestResult): void {
    if (status === "skipped") return;
    const host = test.parent.project()?.name ?? "unnamed";
    this.#specs.set(host, (this.#specs.get(host) ?? 0) + 1);
  }

  onEnd(): void {
    const ran = [...this.#specs].map(([host, specs]) => `${host} (${specs} specs)`);
    const found = findElectron();
    const electron = "reason" in found ? `; not electron: ${found.reason}` : "";
    process.stdout.write(`\nHosts: ${ran.join(", ") || "none"}${electron}.\n`);
  }
}
