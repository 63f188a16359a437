// The only addresses that ever leave for the browser. The menu opens them, and so may a link of the console that names one.
import { shell } from "electron";

export const externalPages = {
  "HTTP Semantics (RFC 9110)": "https://www.rfc-editor.org/rfc/rfc9110.html",
  "HTTP/1.1 (RFC 9112)": "https://www.rfc-editor.org/rfc/rfc9112.html",
} as const satisfies Readonly<Record<string, `https://${string}`>>;

const allowed: readonly string[] = Object.values(externalPages);

/**
 * SECURITY: the constant is opened, never the text that asked for it. An address made by a page could start a program of
 * the system by its scheme, or carry what the page knows to somebody.
 */
export function openExternalPage(address: string): boolean {
  const page = allowed.find((candidate) => candidate === address);
  if (page === undefined) return false;
  shell.openExternal(page).catch((error: unknown) => {
    console.error(`evenkeel: ${page} could not be opened:`, error);
  });
  return true;
}
