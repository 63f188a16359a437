// Whether Electron itself can run here, and if not, why in a few words.
import { resolve } from "node:path";
import { desktopObstacle, electronBinary } from "../../../headless/launch/electron-process.mjs";

const folder = resolve(import.meta.dirname, "../../../node_modules/electron");

export type Found = { readonly binary: string } | { readonly reason: string };

export function findElectron(): Found {
  const binary = electronBinary(folder);
  if (binary === undefined) return { reason: "its binary is not here" };
  const obstacle = desktopObstacle();
  return obstacle === undefined ? { binary } : { reason: obstacle };
}
