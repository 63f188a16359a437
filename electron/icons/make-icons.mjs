// `npm run icons`: draws the application's icons from the mark, renderer/assets/mark.svg, with the Chromium of the tests. The
// results are kept beside this file, because packaging must not need a browser.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findChromium } from "../../headless/launch/chromium.mjs";
import { root } from "../../headless/launch/stale.mjs";
import { icns, ico } from "./containers.mjs";

const folder = join(root, "electron/icons");
const ink = "#1c1a17";
const brass = "#dcb25a";
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

const mark = readFileSync(join(root, "renderer/assets/mark.svg"), "utf8")
  .replace(/^<svg[^>]*>/, "")
  .replace("</svg>", "");

/** A tile of ink with the mark in brass; small ones fill their square, as every pixel counts there. */
function tile(size) {
  const margin = size < 64 ? 0 : 1.6;
  const side = 32 - 2 * margin;
  const inset = margin + side * 0.17;
  const scale = (side * 0.66) / 32;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 32 32">
    <rect x="${margin}" y="${margin}" width="${side}" height="${side}" rx="${side * 0.225}" fill="${ink}"/>
    <g transform="translate(${inset} ${inset - side * 0.015}) scale(${scale})" fill="${brass}">${mark}</g></svg>`;
}

/** The bare mark, for a tray: macOS colours it by itself, so it is black there. */
function bare(size, fill) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 32 32" fill="${fill}">${mark}</svg>`;
}

const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const page = await browser.newPage();
  const draw = async (svg, size) => {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>*{margin:0}svg{display:block}</style>${svg}`);
    return page.screenshot({
      omitBackground: true,
      clip: { x: 0, y: 0, width: size, height: size },
    });
  };
  const pictures = new Map();
  for (const size of sizes) pictures.set(size, await draw(tile(size), size));
  mkdirSync(join(folder, "png"), { recursive: true });
  mkdirSync(join(folder, "tray"), { recursive: true });
  for (const [size, bytes] of pictures) {
    writeFileSync(join(folder, "png", `${size}x${size}.png`), bytes);
  }
  writeFileSync(
    join(folder, "icon.icns"),
    icns((size) => pictures.get(size)),
  );
  writeFileSync(
    join(folder, "icon.ico"),
    ico((size) => pictures.get(size)),
  );
  for (const [name, fill] of [
    ["tray", brass],
    ["trayTemplate", "#000"],
  ]) {
    writeFileSync(join(folder, "tray", `${name}.png`), await draw(bare(16, fill), 16));
    writeFileSync(join(folder, "tray", `${name}@2x.png`), await draw(bare(32, fill), 32));
  }
} finally {
  await browser.close();
}
process.stdout.write(`Icons drawn into ${folder}\n`);
