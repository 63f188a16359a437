// Unit, integration and conformance tests. The first never touch the network; the others use loopback sockets on free ports.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    env: { ELECTRON_OVERRIDE_DIST_PATH: "/nowhere" },
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"] } },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          testTimeout: 30_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "conformance",
          include: ["tests/conformance/**/*.test.ts"],
          testTimeout: 30_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: "soak",
          include: ["tests/soak/**/*.test.ts"],
          fileParallelism: false,
        },
      },
    ],
  },
});
