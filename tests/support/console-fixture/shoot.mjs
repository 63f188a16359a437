// Takes screenshots of the fixture's pages: node tests/support/console-fixture/shoot.mjs OUT_FOLDER [page ...] [--query=lost]
// Without pages it takes all. Light and dark, 1280x800 and 1600x1000. `servers@app/s1` opens the inspector on a server.
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { chromium } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { createServer } from "vite";

const root = resolve(import.meta.dirname, "../../..");
const allPages = ["topology", "servers", "traffic", "lab", "events", "configuration", "settings"];
const [folder = "screenshots", ...rest] = process.argv.slice(2);
const query = rest.find((word) => word.startsWith("--query="))?.slice("--query=".length) ?? "";
const named = rest.filter((word) => !word.startsWith("--"));
const pages = named.length > 0 ? named : allPages;

const server = await createServer({
  root,
  configFile: false,
  logLevel: "error",
  plugins: [react()],
  cacheDir: resolve(folder, ".vite"),
  define: { __EVENKEEL_VERSION__: JSON.stringify("fixture") },
  server: { port: 0, host: "127.0.0.1", hmr: false, watch: null },
  optimizeDeps: { entries: ["tests/support/console-fixture/index.html"] },
});
await server.listen();
const base = `http://127.0.0.1:${server.httpServer.address().port}/tests/support/console-fixture/index.html`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
try {
  await mkdir(folder, { recursive: true });
  for (const theme of ["light", "dark"])
    for (const [width, height] of [
      [1280, 800],
      [1600, 1000],
    ]) {
      const tab = await browser.newPage({ viewport: { width, height }, colorScheme: theme });
      // The doors of the first start would be on every picture of the topology.
      await tab.addInitScript(() => {
        try {
          localStorage.setItem("evenkeel.preferences", JSON.stringify({ isTourSeen: true }));
        } catch {
          // about:blank keeps nothing.
        }
      });
      tab.on("console", (message) => {
        if (message.type() === "error") process.stdout.write(`console error: ${message.text()}\n`);
      });
      tab.on("pageerror", (error) => process.stdout.write(`page error: ${error.message}\n`));
      for (const name of pages) {
        const [page, selected] = name.split("@");
        await tab.goto("about:blank");
        await tab.goto(`${base}?${query}#/${page}`);
        await tab.getByRole("navigation").waitFor({ timeout: 30_000 });
        await tab.waitForTimeout(1_800);
        if (selected) {
          await tab.evaluate(
            (key) => window.dispatchEvent(new CustomEvent("fixture-select", { detail: key })),
            selected,
          );
          await tab.waitForTimeout(800);
        }
        const file = `${page}${selected ? "-inspector" : ""}${query === "" ? "" : `-${query}`}-${theme}-${width}.png`;
        await tab.screenshot({ path: resolve(folder, file) });
      }
      await tab.close();
    }
} finally {
  await browser.close();
  await server.close();
}
