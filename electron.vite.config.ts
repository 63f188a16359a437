// Builds the desktop shell (main, preload) and the console (renderer) into out/. EVENKEEL_BUILD names the parts to build,
// separated by commas; without it all three are built. Everything is bundled: out/ needs no node_modules at run time.
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "electron-vite";
import manifest from "./package.json" with { type: "json" };

const define = { __EVENKEEL_VERSION__: JSON.stringify(manifest.version) };
const path = (relative: string) => resolve(import.meta.dirname, relative);

const parts: UserConfig = {
  main: {
    define,
    build: {
      outDir: "out/main",
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: { index: path("electron/main/index.ts") },
        // As in `vite.cli.config.ts`: the balancer runs in here, too.
        output: { format: "es", entryFileNames: "[name].js", topLevelVar: false },
      },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      // A sandboxed preload must be one CommonJS file and may require nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: path("electron/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: "renderer",
    define,
    plugins: [react()],
    build: {
      outDir: "out/renderer",
      // electron-vite leaves it off, which more than doubles the bundle.
      minify: true,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: path("renderer/index.html") },
    },
  },
};

const wanted = (process.env.EVENKEEL_BUILD ?? "main,preload,renderer").split(",");

export default defineConfig(
  Object.fromEntries(Object.entries(parts).filter(([part]) => wanted.includes(part))),
);
