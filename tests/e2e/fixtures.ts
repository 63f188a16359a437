// What every spec gets: a balancer of its own and a console page that fails the spec on console errors and CSP violations.
import { test as base, expect, type Page } from "@playwright/test";
import { startWebHost, type WebHost } from "./hosts/web.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { workbench } from "./workbench.ts";

interface Fixtures {
  readonly host: WebHost;
  readonly console: ConsolePage;
  /** Console messages a spec causes on purpose, such as a lost connection. */
  readonly allowedErrors: RegExp[];
}

export const test = base.extend<Fixtures>({
  allowedErrors: async ({ browserName: _ }, use) => use([]),
  host: async ({ browserName: _ }, use) => {
    const host = await startWebHost(workbench);
    await use(host);
    await host.stop();
  },
  console: async ({ page, host, allowedErrors }, use) => {
    const problems = collectProblems(page);
    await page.goto(host.url);
    await use(new ConsolePage(page));
    expect(problems.filter((text) => !allowedErrors.some((allowed) => allowed.test(text)))).toEqual(
      [],
    );
  },
});

export { expect };

function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  return problems;
}
