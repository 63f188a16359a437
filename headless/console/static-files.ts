// Serves the built console (out/renderer) to browsers, with the fields that keep the page to itself.
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { send, textAnswer } from "./respond.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".webmanifest": "application/manifest+json",
};

const plain = "text/plain; charset=utf-8";

/** Answers GET and HEAD; anything else is 405. */
export async function serveStaticFile(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> {
  const withBody = request.method !== "HEAD";
  if (request.method !== "GET" && withBody) {
    send(response, textAnswer(405, plain, "405 Only GET and HEAD.\n", { allow: "GET, HEAD" }));
    return;
  }
  const file = fileWithin(root, pathname === "/" ? "/index.html" : pathname);
  const content = file === undefined ? undefined : await tryRead(file);
  if (file !== undefined && content !== undefined) {
    response.writeHead(200, {
      ...pageFields(request.headers.host ?? ""),
      "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
      "content-length": content.length,
      // Vite names assets by their content, so they never change; the page itself must be asked for each time.
      "cache-control": pathname.startsWith("/assets/")
        ? "public, max-age=31536000, immutable"
        : "no-cache",
    });
    response.end(withBody ? content : undefined);
    return;
  }
  const isPage = pathname === "/" || pathname === "/index.html";
  const answer = isPage
    ? textAnswer(503, plain, '503 The console is not built; run "npm run build".\n')
    : textAnswer(404, plain, "404 There is no such file.\n");
  send(response, answer, withBody);
}

/** The file a path names, or undefined when it would lie outside. */
function fileWithin(root: string, pathname: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (/[\0\\]/.test(decoded)) return undefined;
  const base = normalize(root + sep);
  const file = join(base, decoded);
  // SECURITY: decoded first, then contained; the other way round `%2e%2e%2f` would leave the folder.
  return file.startsWith(base) ? file : undefined;
}

/** Undefined for what does not exist or is a folder. */
async function tryRead(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined;
  }
}

function pageFields(hostHeader: string): Record<string, string> {
  // The guards have checked it, so it is a plain host and port. Older browsers do not count ws: as 'self'.
  const socketOrigins = `ws://${hostHeader} wss://${hostHeader}`;
  return {
    // SECURITY: whatever gets into the page cannot load code from elsewhere, nor send what it reads anywhere else.
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src 'self' ${socketOrigins}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
}
