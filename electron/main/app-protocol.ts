// Serves the built console under app://bundle: the scheme's privileges, the one policy of the page, and files of one folder.
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { protocol } from "electron";
import { appHost, appScheme } from "./renderer-address.ts";

/** Must run before `ready`; afterwards Electron refuses it. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Answers the scheme from the files of `folder`. */
export function serveRenderer(folder: string): void {
  protocol.handle(appScheme, (request) => answer(folder, request));
}

// SECURITY: whatever gets into the page cannot load code from elsewhere, nor send what it reads anywhere else. Styles may
// be inline because the toasts and the command palette bring theirs that way; scripts never.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join("; ");

const pageFields = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

async function answer(folder: string, { method, url }: Request): Promise<Response> {
  const { host, pathname } = new URL(url);
  if (method !== "GET" && method !== "HEAD") return refusal(405, "Only GET and HEAD.");
  const file = host === appHost ? fileWithin(folder, pathname) : undefined;
  const content = file === undefined ? undefined : await tryRead(file);
  if (file === undefined || content === undefined) return refusal(404, "There is no such file.");
  return new Response(method === "HEAD" ? null : new Uint8Array(content), {
    headers: {
      ...pageFields,
      "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
    },
  });
}

function refusal(status: number, sentence: string): Response {
  return new Response(`${status} ${sentence}\n`, {
    status,
    headers: { ...pageFields, "content-type": "text/plain; charset=utf-8" },
  });
}

/** The file a path names, or undefined when it would lie outside of `folder`. */
function fileWithin(folder: string, pathname: string): string | undefined {
  const decoded = tryDecode(pathname === "/" ? "/index.html" : pathname);
  if (decoded === undefined || /[\0\\]/.test(decoded)) return undefined;
  // SECURITY: decode, then join, then contain. `resolve` would take the leading slash for the disk's root, and decoding
  // last would let `%2e%2e%2f` out.
  const base = join(folder, sep);
  const file = join(base, decoded);
  return file.startsWith(base) ? file : undefined;
}

function tryDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Undefined for what is not there, or is a folder. */
async function tryRead(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}
