// What every spec gets: a balancer of its own, in the shell of the project, and a console page that fails the spec on console
// errors and CSP violations.
import { test as base, expect, type Page } from "@playwright/test";
import type { ConsoleHost, WatchPage, WriteConfiguration } from "./hosts/console-host.ts";
import type { DesktopHost } from "./hosts/desktop-host.ts";
import { startElectron } from "./hosts/electron.ts";
import { findElectron } from "./hosts/find-electron.ts";
import { type StandInHost, startStandIn } from "./hosts/stand-in.ts";
import { startWebHost, type WebHost } from "./hosts/web.ts";
import { ConsolePage } from "./pages/console-page.ts";
import { workbench } from "./workbench.ts";

export interface HostOptions {
  readonly hostName: "web" | "stand-in" | "electron";
  /** Shows the doors of the first start, which other specs do without. */
  readonly isFirstStart: boolean;
}

export interface Fixtures extends HostOptions {
  readonly configuration: WriteConfiguration;
  /** Exactly one of them runs: the project's. Specs that need one of them run in its project only. */
  readonly web: WebHost;
  /** Electron, or its stand-in. */
  readonly desktop: DesktopHost;
  readonly standIn: StandInHost;
  readonly host: ConsoleHost;
  readonly console: ConsolePage;
  readonly problems: { readonly found: readonly string[]; readonly watch: WatchPage };
  /** Console messages a spec causes on purpose, such as a lost connection. */
  readonly allowedErrors: RegExp[];
}

export interface Running {
  readonly web: WebHost | null;
  readonly desktop: DesktopHost | null;
  readonly standIn: StandInHost | null;
}

const none: Running = { web: null, desktop: null, standIn: null };

export const test = base.extend<Fixtures & { readonly running: Running }>({
  hostName: ["web", { option: true }],
  isFirstStart: [false, { option: true }],
  allowedErrors: async ({ browserName: _ }, use) => use([]),
  configuration: async ({ browserName: _ }, use) => use(workbench),
  problems: async ({ browserName: _ }, use) => use(collectProblems()),
  running: async ({ hostName, browser, configuration, problems }, use, { skip }) => {
    const options = { browser, write: configuration, watchPage: problems.watch };
    if (hostName === "web") {
      const web = await startWebHost(configuration);
      await use({ ...none, web });
      await web.stop();
    } else if (hostName === "stand-in") {
      const standIn = await startStandIn(options);
      await use({ ...none, desktop: standIn, standIn });
      await standIn.stop();
    } else {
      const found = findElectron();
      if ("reason" in found) return skip(true, `no Electron: ${found.reason}`);
      const desktop = await startElectron({ ...options, binary: found.binary });
      await use({ ...none, desktop });
      await desktop.stop();
    }
  },
  web: async ({ running }, use) => use(only(running.web, "web")),
  desktop: async ({ running }, use) => use(only(running.desktop, "stand-in or electron")),
  standIn: async ({ running }, use) => use(only(running.standIn, "stand-in")),
  host: async ({ running }, use) => use(running.web ?? only(running.desktop, "stand-in")),
  page: async ({ context, running }, use) =>
    use(running.desktop?.page() ?? (await context.newPage())),
  console: async ({ page, running, problems, allowedErrors, isFirstStart }, use) => {
    if (running.web) {
      problems.watch(page);
      if (!isFirstStart)
        await page.addInitScript(() => {
          const key = "evenkeel.preferences";
          if (localStorage.getItem(key) === null)
            localStorage.setItem(key, JSON.stringify({ version: 1, isTourSeen: true }));
        });
      await page.goto(running.web.url);
    }
    await use(new ConsolePage(page));
    expect(
      problems.found.filter((text) => !allowedErrors.some((allowed) => allowed.test(text))),
    ).toEqual([]);
  },
});

export { expect };

function only<Host>(host: Host | null, name: string): Host {
  if (host === null) throw new Error(`this spec runs in the project "${name}" only`);
  return host;
}

function collectProblems(): { found: string[]; watch: WatchPage } {
  const found: string[] = [];
  const watch = (page: Page) => {
    page.on("console", (message) => {
      if (message.type() === "error") found.push(message.text());
    });
    page.on("pageerror", (error) => found.push(String(error)));
  };
  return { found, watch };
}
