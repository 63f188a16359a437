// Unit, integration and conformance tests. The first never touch the network; the others use loopback sockets on free ports.
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Vitest would leave one core free, which on two cores means one file at a time. */
const everyCore = Math.max(2, availableParallelism() - 1);
/** Tests over sockets mostly wait, so two files at a time fit on two cores; more would time one another out. */
const twoAtATime = 2;

export default defineConfig({
  test: {
    env: { ELECTRON_OVERRIDE_DIST_PATH: "/nowhere" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          // Threads start faster than processes, of which these tests need nothing.
          pool: "threads",
          maxWorkers: everyCore,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          testTimeout: 30_000,
          maxWorkers: twoAtATime,
        },
      },
      {
        extends: true,
        test: {
          name: "conformance",
          include: ["tests/conformance/**/*.test.ts"],
          testTimeout: 30_000,
          maxWorkers: twoAtATime,
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
