// Errors that nobody handles are logged, shown once and end the app.
import { beforeEach, describe, expect, it, vi } from "vitest";

// Loaded once and kept, so that the modules under test can be loaded anew and still find the same fake.
const { fakeElectron, resetFakeElectron } = await vi.hoisted(
  () => import("../../../support/fake-electron.ts"),
);
vi.mock("electron", () => fakeElectron);

describe("a fatal error", () => {
  let endWithError: typeof import("../../../../electron/main/fatal.ts").endWithError;

  beforeEach(async () => {
    resetFakeElectron();
    // It remembers that it is ending.
    vi.resetModules();
    vi.spyOn(console, "error").mockImplementation(() => {});
    ({ endWithError } = await import("../../../../electron/main/fatal.ts"));
  });

  it("is logged each time, shown once, and ends the app with 1", () => {
    endWithError("Evenkeel has to close", new Error("first"));
    endWithError("Evenkeel has to close", new Error("second"));
    expect(console.error).toHaveBeenCalledTimes(2);
    expect(fakeElectron.dialog.showErrorBox.mock.calls).toEqual([
      ["Evenkeel has to close", "first"],
    ]);
    expect(fakeElectron.app.exit).toHaveBeenCalledExactlyOnceWith(1);
  });

  it("of the configuration lists its problems, as many as fit", async () => {
    const { InvalidConfigError } = await import("../../../../balancer-core/errors.ts");
    const problems = Array.from({ length: 20 }, (_, index) => ({
      path: `pools.${index}`,
      message: "is wrong",
      code: "INVALID_CONFIG" as const,
    }));
    endWithError("Evenkeel could not start", new InvalidConfigError(problems));
    const text: string = fakeElectron.dialog.showErrorBox.mock.lastCall?.[1];
    const lines = text.split("\n");
    expect(lines[0]).toBe("pools.0: is wrong");
    expect(lines.slice(11)).toEqual(["pools.11: is wrong", "and 8 more"]);
  });
});
