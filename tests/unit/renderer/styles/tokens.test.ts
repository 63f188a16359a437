// The dark theme is written twice (chosen, and followed from the system): both must be the same; state colours must be readable.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(
  new URL("../../../../renderer/styles/tokens.css", import.meta.url),
  "utf8",
);

function tokensOf(selector: string): Map<string, string> {
  const body = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((index) => {
    const channel = Number.parseInt(hex.slice(index, index + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const light = tokensOf(":root");
const dark = tokensOf(':root[data-theme="dark"]');
const highContrast = tokensOf(':root[data-theme="contrast"]');

describe("design tokens", () => {
  it("are the same for a chosen dark theme and the system's", () => {
    expect(dark.size).toBeGreaterThan(30);
    expect(tokensOf(":root:not([data-theme])")).toEqual(dark);
  });

  it("are all there in high contrast", () => {
    expect([...highContrast.keys()]).toEqual([...dark.keys()]);
  });

  it.each([
    ["light", light, 4.5],
    ["dark", dark, 4.5],
    ["contrast", highContrast, 7],
  ] as const)("give text enough contrast on every surface, %s", (_name, tokens, least) => {
    const texts = [...tokens.keys()].filter((name) =>
      /^--(ink|ink-2|ink-3|brass|state-.+)$/.test(name),
    );
    const weak = texts.flatMap((text) =>
      ["--paper", "--surface", "--raised"]
        .filter((surface) => contrast(tokens.get(text) ?? "", tokens.get(surface) ?? "") < least)
        .map((surface) => `${text} on ${surface}`),
    );
    expect(weak).toEqual([]);
    expect(
      contrast(tokens.get("--brass-ink") ?? "", tokens.get("--brass-fill") ?? ""),
    ).toBeGreaterThanOrEqual(4.5);
  });
});
