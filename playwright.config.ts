// Browser tests: two files at a time, in the machine's own Chromium, with a trace of whatever fails.
import { defineConfig } from "@playwright/test";
import { findChromium } from "./headless/launch/chromium.mjs";
import type { HostOptions } from "./tests/e2e/fixtures.ts";
import { findElectron } from "./tests/e2e/hosts/find-electron.ts";

const executablePath = findChromium();
const hasElectron = "binary" in findElectron();
/** Specs of the console that hold in every shell. */
const everywhere = [
  "**/{configuration,crash-and-return,first-start,keyboard,servers,traffic}.spec.ts",
];

export default defineConfig<HostOptions>({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  // A balancer, a page and a browser each: more of them than cores would only wait for one another.
  workers: 2,
  timeout: 60_000,
  // On a shared machine a browser can lose its seconds to a neighbour; what passed only now is told by name at the end.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  // One suite of specs for every host of the console; what only one of them has is told by file name or tag.
  projects: [
    { name: "web", use: { hostName: "web" }, testIgnore: "**/desktop-*.spec.ts" },
    {
      name: "stand-in",
      // Traces go through every context there is, also those that a spec's quitting app is just closing, and then fail.
      use: { hostName: "stand-in", trace: "off" },
      testMatch: ["**/desktop-*.spec.ts", ...everywhere],
      grepInvert: /@web|@electron/,
    },
    // Where Electron's binary is. Elsewhere one spec of it is skipped and says why.
    {
      name: "electron",
      use: { hostName: "electron" },
      testMatch: hasElectron
        ? ["**/desktop-*.spec.ts", ...everywhere]
        : ["**/desktop-electron.spec.ts"],
      grepInvert: /@web|@stand-in/,
    },
  ],
  reporter: [
    ["list"],
    ["./tests/e2e/hosts/hosts-reporter.ts"],
    ["json", { outputFile: "test-results/reports/browser.json" }],
  ],
  use: {
    trace: "retain-on-failure",
    // Needs a download of Playwright's own; traces tell more.
    video: "off",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        // Chromium's sandbox does not start for root, which CI machines and containers run as.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
