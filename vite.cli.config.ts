// Builds the command: headless/cli.ts with everything it imports, except Node's own modules, into the single file out/cli.js.
import { defineConfig } from "vite";
import manifest from "./package.json" with { type: "json" };

export default defineConfig({
  define: { __EVENKEEL_VERSION__: JSON.stringify(manifest.version) },
  // ws asks for native accelerators that are never there; without this the bundle would try to load them at each start.
  resolve: { conditions: ["node", "import"] },
  ssr: { target: "node", noExternal: true, external: [] },
  build: {
    ssr: "headless/cli.ts",
    target: "node20",
    outDir: "out",
    emptyOutDir: false,
    copyPublicDir: false,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      output: {
        format: "es",
        // Vite makes every constant of a module a `var`, which V8 loads and checks each time, while it compiles a `const` in.
        topLevelVar: false,
        entryFileNames: "cli.js",
        // What is loaded only when it is wanted: the exporter of traces.
        chunkFileNames: "cli-[name].js",
        banner: "#!/usr/bin/env node",
      },
    },
  },
});
