// Says at the end of a run which hosts of the console it ran on, and why one did not.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Reporter, TestCase } from "@playwright/test/reporter";

const electronFolder =
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??
  resolve(import.meta.dirname, "../../../node_modules/electron/dist");

// biome-ignore lint/style/noDefaultExport: Playwright takes a reporter by its default export.
export default class HostsReporter implements Reporter {
  readonly #specs = new Map<string, number>();

  onTestEnd(test: TestCase): void {
    const host = test.parent.project()?.name ?? "unnamed";
    this.#specs.set(host, (this.#specs.get(host) ?? 0) + 1);
  }

  onEnd(): void {
    const ran = [...this.#specs].map(([host, specs]) => `${host} (${specs} specs)`);
    const reason = existsSync(electronFolder) ? "it has no host yet" : "its binary is not here";
    process.stdout.write(`\nHosts: ${ran.join(", ") || "none"}; not electron: ${reason}.\n`);
  }
}
