// A video of a page, made of the frames the browser draws and stitched by ffmpeg. Without ffmpeg there is none, and run.mjs says so.
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";

export interface Video {
  /** Resolves once the file is written. Tells what went wrong in a line and never fails the demo. */
  stop(): Promise<void>;
}

const shortestGapMs = 100;
/** Ten minutes at ten frames a second. */
const mostFrames = 6_000;
/** How long the last frame stands. */
const lastSeconds = 2;
const stitchWithinMs = 120_000;

interface Frame {
  readonly file: string;
  readonly atMs: number;
}

export const hasFfmpeg = (): boolean =>
  spawnSync("ffmpeg", ["-version"], { stdio: "ignore", timeout: 10_000 }).status === 0;

export async function recordVideo(page: Page, path: string): Promise<Video> {
  if (!hasFfmpeg()) return { stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), "evenkeel-video-"));
  const frames: Frame[] = [];
  const writes: Promise<void>[] = [];
  const session = await page.context().newCDPSession(page);
  session.on("Page.screencastFrame", ({ data, metadata, sessionId }) => {
    // The page may be gone by the time a frame arrives.
    session.send("Page.screencastFrameAck", { sessionId }).catch(() => undefined);
    const atMs = (metadata.timestamp ?? Date.now() / 1_000) * 1_000;
    const before = frames.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    if (atMs - before < shortestGapMs || frames.length >= mostFrames) return;
    const file = join(folder, `${String(frames.length).padStart(5, "0")}.jpg`);
    frames.push({ file, atMs });
    writes.push(writeFile(file, Buffer.from(data, "base64")));
  });
  await session.send("Page.startScreencast", { format: "jpeg", quality: 88 });
  return {
    async stop() {
      await session.send("Page.stopScreencast").catch(() => undefined);
      await Promise.all(writes);
      const problem = await stitch(folder, frames, path);
      if (problem !== undefined) process.stdout.write(`no video: ${problem}\n`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function stitch(
  folder: string,
  frames: readonly Frame[],
  path: string,
): Promise<string | undefined> {
  const last = frames.at(-1);
  if (last === undefined) return "the page drew nothing";
  const list = frames.map(({ file, atMs }, index) => {
    const next = frames[index + 1]?.atMs ?? atMs + lastSeconds * 1_000;
    return `file '${file}'\nduration ${((next - atMs) / 1_000).toFixed(3)}`;
  });
  const script = join(folder, "frames.txt");
  // The format wants the last file twice, or it has no duration.
  await writeFile(script, `${list.join("\n")}\nfile '${last.file}'\n`);
  const filter = "scale=trunc(iw/2)*2:trunc(ih/2)*2,fps=15,format=yuv420p";
  const input = ["-f", "concat", "-safe", "0", "-i", script];
  return run("ffmpeg", ["-y", "-loglevel", "error", ...input, "-vf", filter, path]);
}

function run(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
    const timeout = setTimeout(() => child.kill("SIGKILL"), stitchWithinMs);
    let said = "";
    child.stderr.on("data", (text) => {
      said = `${said}${text}`.slice(-500);
    });
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code) => {
      clearTimeout(timeout);
      resolve(code === 0 ? undefined : said || `ffmpeg ended with ${code}`);
    });
  });
}
