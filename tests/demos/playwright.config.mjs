// `npm run demos`: one after the other, on the web host, with pictures and a trace of each under out/demos.
import { defineConfig } from "@playwright/test";
import base from "../../playwright.config.ts";

// biome-ignore lint/style/noDefaultExport: Playwright reads its configuration from there.
export default defineConfig({
  testDir: ".",
  testMatch: "*.demo.ts",
  outputDir: "../../out/demos",
  workers: 1,
  timeout: 180_000,
  reporter: [["list"]],
  use: {
    ...base.use,
    hostName: "web",
    viewport: { width: 1280, height: 800 },
    trace: "on",
  },
});
