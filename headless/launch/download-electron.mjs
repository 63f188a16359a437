// Fetches Electron's binary with progress, once: its own installer, which says nothing for minutes, then finds it in the cache.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { downloadArtifact } from "@electron/get";
import { root } from "./stale.mjs";

/** Without a byte for this long there is no network worth waiting for. */
const stalledAfterMs = 20_000;
/** The most a slow network may take. */
const downloadWithinMs = 15 * 60_000;

const read = (name) => JSON.parse(readFileSync(join(root, "node_modules/electron", name), "utf8"));

/**
 * Undefined when it is in the cache now, else the reason in a few words. `stream` shows the progress: one line that changes on a
 * terminal, else a line for each quarter. `artifact` replaces what is asked for, in tests.
 */
export async function downloadElectron(stream, { stallMs = stalledAfterMs, artifact = {} } = {}) {
  const { version } = read("package.json");
  const aborter = new AbortController();
  const stop = (reason) => aborter.abort(new Error(reason));
  const limit = setTimeout(() => stop("not finished after 15 minutes"), downloadWithinMs);
  let stall;
  const moved = () => {
    clearTimeout(stall);
    stall = setTimeout(() => stop(`nothing came for ${stallMs / 1_000} s`), stallMs);
  };
  const show = progressOn(stream, `Downloading Electron ${version}`);
  moved();
  try {
    await downloadArtifact({
      version,
      artifactName: "electron",
      platform: process.platform,
      arch: process.arch,
      checksums: read("checksums.json"),
      downloadOptions: {
        quiet: true,
        signal: aborter.signal,
        getProgressCallback: async (progress) => {
          moved();
          show(progress);
        },
      },
      ...artifact,
    });
    return undefined;
  } catch (error) {
    return shortReason(aborter.signal.aborted ? aborter.signal.reason : error);
  } finally {
    clearTimeout(limit);
    clearTimeout(stall);
    show.end();
  }
}

function progressOn(stream, title) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
  let lastText = "";
  let lastQuarter = -1;
  const show = ({ transferred, total, percent }) => {
    const text = `${title}: ${megabytes(transferred)} of ${total === null ? "?" : megabytes(total)} MB`;
    if (text === lastText) return;
    lastText = text;
    const quarter = Math.floor(percent * 4);
    if (stream.isTTY) stream.write(`\r\x1b[2K${text}`);
    else if (quarter > lastQuarter) stream.write(`${text}\n`);
    lastQuarter = quarter;
  };
  show.end = () => {
    if (stream.isTTY && lastText !== "") stream.write("\n");
  };
  return show;
}

function shortReason(error) {
  const text = [error?.cause?.message, error?.message].find(Boolean) ?? String(error);
  return text.split("\n")[0].trim().slice(0, 160);
}
