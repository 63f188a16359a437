// Heads between the lists of HTTP/2 and the form of HTTP/1.1 that everything in between has: a list becomes a head that the one
// strict parser reads, and lines become the fields of a list.
import { STATUS_CODES } from "node:http";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";
import { refusedTrailers } from "../http1/chunked-decoder.ts";
import { fieldKind, fieldKinds } from "../http1/head-fields.ts";
import {
  isTargetByte,
  isToken,
  isTokenByte,
  isValueByte,
  withoutOuterSpace,
} from "../http1/tokens.ts";

/** Names and values in turn, as `node:http2` gives them beside its object. */
export type FieldList = readonly string[];

export interface RequestText {
  /** One character per byte. */
  readonly text: string;
  /** Whether the client takes fields behind the content of the answer. */
  readonly acceptsTrailers: boolean;
}

/** RFC 9113, 8.2.2: what HTTP/2 says in its frames. */
const connectionSpecific = new Set([
  "connection",
  "proxy-connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);
const longestMethod = 32;

function consistsOf(table: Uint8Array, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (table[text.charCodeAt(index)] !== 1) return false;
  }
  return true;
}

function isLowerCaseName(name: string): boolean {
  return name !== "" && consistsOf(isTokenByte, name) && name === name.toLowerCase();
}

/**
 * One field line, or null for what must not stand in one. SECURITY: the line is read again as HTTP/1.1, by us and by servers; a CR,
 * LF, NUL or colon at the wrong place would make one field two, or one request.
 */
function fieldLine(name: string, value: string): string | null {
  if (!isLowerCaseName(name) || connectionSpecific.has(name)) return null;
  return consistsOf(isValueByte, value) ? `${name}: ${value}\r\n` : null;
}

/** The lines of a list without pseudo-fields, or null when one of them cannot be a line. */
export function fieldLines(list: FieldList): string | null {
  let lines = "";
  for (let index = 0; index + 1 < list.length; index += 2) {
    const line = fieldLine(list[index] as string, list[index + 1] as string);
    if (line === null) return null;
    lines += line;
  }
  return lines;
}

/** The lines of fields behind content, without those that must come before it; what cannot be a line is left out, too. */
export function trailerLines(list: FieldList): string {
  let lines = "";
  for (let index = 0; index + 1 < list.length; index += 2) {
    const name = list[index] as string;
    const line = fieldLine(name, list[index + 1] as string);
    if (line === null || refusedTrailers.has(name)) continue;
    if (fieldKind(Buffer.from(name, "latin1"), 0, name.length) === fieldKinds.other) lines += line;
  }
  return lines;
}

/** Splits a list into its pseudo-fields and the rest; null when one is given twice, comes late or is unknown. */
function split(list: FieldList, known: readonly string[]): [Map<string, string>, FieldList] | null {
  const pseudo = new Map<string, string>();
  let index = 0;
  for (; index + 1 < list.length && list[index]?.startsWith(":"); index += 2) {
    const name = list[index] as string;
    if (pseudo.has(name) || !known.includes(name)) return null;
    pseudo.set(name, list[index + 1] as string);
  }
  return [pseudo, list.slice(index)];
}

const requestPseudo = [":method", ":scheme", ":authority", ":path"];

/** A request as HTTP/1.1 would have it, or null when it cannot be one. `isWhole`: nothing follows the head. */
export function requestText(list: FieldList, isWhole: boolean): RequestText | null {
  const parts = split(list, requestPseudo);
  if (parts === null) return null;
  const [pseudo, fields] = parts;
  const method = pseudo.get(":method") ?? "";
  const scheme = pseudo.get(":scheme");
  const authority = pseudo.get(":authority");
  // CONNECT has an authority only; the parser refuses it by name.
  const target = method === "CONNECT" ? authority : pseudo.get(":path");
  if (!isToken(method, longestMethod) || target === undefined) return null;
  if (method !== "CONNECT" && scheme !== "http" && scheme !== "https") return null;
  // SECURITY: an absolute target in `:path` would bring a second authority with it.
  if (method !== "CONNECT" && !target.startsWith("/") && target !== "*") return null;
  if (!consistsOf(isTargetByte, target)) return null;
  let lines = "";
  let cookie: string | undefined;
  let acceptsTrailers = false;
  let hasLength = false;
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const name = fields[index] as string;
    const value = fields[index + 1] as string;
    const line = fieldLine(name, value);
    if (line === null) return null;
    // RFC 9113, 8.2.3: crumbs of one cookie become one field where HTTP/2 ends.
    if (name === "cookie") cookie = cookie === undefined ? value : `${cookie}; ${value}`;
    else if (name === "te") {
      if (value.toLowerCase() !== "trailers") return null;
      acceptsTrailers = true;
    } else if (name === "host" && authority !== undefined) {
      // SECURITY: with two authorities the route and the server could each believe another one.
      if (value.toLowerCase() !== authority.toLowerCase()) return null;
    } else {
      if (name === "content-length") {
        if (isWhole && value !== "0") return null;
        hasLength = true;
      }
      lines += line;
    }
  }
  if (cookie !== undefined) lines += `cookie: ${cookie}\r\n`;
  if (authority !== undefined) {
    if (!consistsOf(isValueByte, authority)) return null;
    lines = `Host: ${authority}\r\n${lines}`;
  }
  if (!isWhole && !hasLength) lines += "Transfer-Encoding: chunked\r\n";
  return { text: `${method} ${target} HTTP/1.1\r\n${lines}\r\n`, acceptsTrailers };
}

/** A server's answer as HTTP/1.1 would have it, or null when it cannot be one. */
export function responseText(list: FieldList): string | null {
  const parts = split(list, [":status"]);
  const status = parts?.[0].get(":status");
  if (parts === null || status === undefined || !/^\d{3}$/.test(status)) return null;
  const lines = fieldLines(parts[1]);
  if (lines === null) return null;
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines}\r\n`;
}

/** The fields of whole lines, in lower case; what comes more than once is one list, as RFC 9110, 5.3 allows for all but cookies. */
export function headersOf(lines: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = Object.create(null);
  for (const line of lines.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = withoutOuterSpace(line.slice(colon + 1));
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (Array.isArray(before)) before.push(value);
    else if (name === "set-cookie") headers[name] = [String(before), value];
    else headers[name] = `${String(before)}${name === "cookie" ? "; " : ", "}${value}`;
  }
  return headers;
}

/** The head of a request for a server of HTTP/2. */
export function requestHeaders(
  forwardedHead: string,
  scheme: "http" | "https",
  acceptsTrailers: boolean,
): OutgoingHttpHeaders {
  const lineEnd = forwardedHead.indexOf("\r\n");
  const [method = "", target = ""] = forwardedHead.slice(0, lineEnd).split(" ", 2);
  const { host, "transfer-encoding": _, ...fields } = headersOf(forwardedHead.slice(lineEnd + 2));
  return {
    ":method": method,
    ":scheme": scheme,
    ":authority": String(host ?? ""),
    ":path": target,
    ...fields,
    ...(acceptsTrailers ? { te: "trailers" } : {}),
  };
}

/** What listeners of `node:http2` get behind the documented object and flags. */
export type HeadListener = (headers: IncomingHttpHeaders, flags: number, list: FieldList) => void;
