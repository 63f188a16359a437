// The first start's download of Electron, from a mirror of our own: progress, and why it did not work in words.

import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** Plain JavaScript, because it runs before anything is built. */
const module = "../../headless/launch/download-electron.mjs";
const { downloadElectron } = (await import(module)) as {
  downloadElectron(
    stream: { readonly isTTY: boolean; write(text: string): void },
    options: { readonly stallMs?: number; readonly artifact: object },
  ): Promise<string | undefined>;
};

let cache = "";
let mirror: Server | undefined;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "evenkeel-electron-"));
});
afterEach(async () => {
  mirror?.closeAllConnections();
  mirror?.close();
  mirror = undefined;
  await rm(cache, { recursive: true, force: true });
});

/** `bytes` of the megabyte that is announced, then silence. */
async function serve(bytes: number): Promise<string> {
  const body = Buffer.alloc(1_000_000, 1);
  mirror = createServer((_request, response) => {
    response.writeHead(200, { "content-length": body.length });
    response.write(body.subarray(0, bytes));
    if (bytes === body.length) response.end();
  });
  await new Promise<void>((resolve) => mirror?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`;
}

async function download(from: string, isTTY: boolean, artifact: object = {}) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => void written.push(text) };
  const reason = await downloadElectron(stream, {
    stallMs: 300,
    artifact: { mirrorOptions: { mirror: from }, cacheRoot: cache, ...artifact },
  });
  return { reason, shown: written.join("") };
}

const unchecked = { unsafelyDisableChecksums: true, checksums: undefined };

describe("downloading Electron", () => {
  it("shows how far it is: one changing line on a terminal", async () => {
    const { reason, shown } = await download(await serve(1_000_000), true, unchecked);
    expect(reason).toBeUndefined();
    expect(shown).toMatch(/\r.*Downloading Electron [\d.]+: 1 of 1 MB\n$/);
  });

  it("prints plain lines elsewhere", async () => {
    const { shown } = await download(await serve(1_000_000), false, unchecked);
    expect(shown).toMatch(/^(Downloading Electron [\d.]+: \d of 1 MB\n)+$/);
  });

  it("takes nothing that is not what Electron published", async () => {
    const { reason } = await download(await serve(1_000_000), false);
    expect(reason).toMatch(/checksum/i);
  });

  it("gives up when nothing comes any more", async () => {
    expect((await download(await serve(400_000), false)).reason).toBe("nothing came for 0.3 s");
  });

  it("says that there is nobody to get it from", async () => {
    const address = await serve(0);
    mirror?.close();
    mirror?.closeAllConnections();
    expect((await download(address, false)).reason).toMatch(/ECONNREFUSED/);
  });
});
