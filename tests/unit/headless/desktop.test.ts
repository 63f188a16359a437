// Both ways to the desktop, the command and `npm start`, refuse the same machines for the same reasons.
import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runDesktop } from "../../../headless/desktop.ts";

/** Plain JavaScript, because it runs before anything is built. */
const launch = "../../../headless/launch/electron.mjs";
const { findElectron } = (await import(launch)) as { findElectron(): Promise<unknown> };

vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  // The shell is built and Electron is there, whatever this checkout has.
  return { ...real, existsSync: vi.fn(() => true), readFileSync: vi.fn(() => "electron") };
});

const { getuid } = process;
beforeEach(() => {
  vi.stubEnv("DISPLAY", ":1");
  vi.spyOn(process, "platform", "get").mockReturnValue("linux");
});
afterEach(() => {
  if (getuid) process.getuid = getuid;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("a machine on which the desktop must not start", () => {
  it.each([
    ["without a display", "there is no display", () => void vi.stubEnv("DISPLAY", "")],
    [
      "with root at it",
      "Electron's sandbox does not work for root",
      () => {
        process.getuid = () => 0;
      },
    ],
  ])("%s is refused by both", async (_, reason, arrange) => {
    vi.stubEnv("WAYLAND_DISPLAY", "");
    process.getuid = () => 1000;
    arrange();
    expect(existsSync("anything")).toBe(true);
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await runDesktop(undefined)).toBe(1);
    expect(said).toHaveBeenCalledWith(expect.stringContaining(reason));
    expect(await findElectron()).toEqual({ reason });
  });

  it("without the binary is told where it comes from", async () => {
    process.getuid = () => 1000;
    vi.mocked(existsSync).mockImplementation((path) => String(path).endsWith("index.js"));
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await runDesktop(undefined)).toBe(1);
    expect(said.mock.calls[0]?.[0]).toMatch(
      /^evenkeel: desktop not available: Electron's binary is not installed; run "evenkeel serve" for the same console in the browser, or "node \/.+\/electron\/install\.js" to download it\.\n$/,
    );
  });
});
