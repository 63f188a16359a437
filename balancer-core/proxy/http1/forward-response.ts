// The response head as the client gets it: fields of the server's hop removed, framing that this client understands.
import {
  allKindsBut,
  copyHeadWithKeptFields,
  keptFieldText,
  keptMessageText,
} from "./forward-fields.ts";
import { fieldKinds } from "./head-fields.ts";
import type { ResponseHead } from "./response-head.ts";

const hopKinds = [
  fieldKinds.connection,
  fieldKinds.transferEncoding,
  fieldKinds.upgrade,
  fieldKinds.keepAlive,
  fieldKinds.hopByHop,
];
/** A validated Content-Length stays where it stands. */
const keptKinds = allKindsBut(...hopKinds);
const keptKindsWithoutLength = allKindsBut(...hopKinds, fieldKinds.contentLength);

export interface ClientFraming {
  /** Content goes out in chunks of our own. */
  readonly asChunks: boolean;
  /** Whether the client's connection goes on; said aloud where the version's default is another. */
  readonly keepAlive: boolean;
  readonly minorVersion: number;
}

/** Where the minor version stands in `HTTP/1.1 `, and ours. */
const minorVersionAt = 7;
const minorVersion1 = 0x31;
const ourVersion = "HTTP/1.1";

/** Room that a response head needs beyond the server's bytes, without the extra lines. */
export const responseHeadOverhead = 128;

/** Writes the head for the client to `out` from `at` and returns where it stopped. */
export function writeResponseHead(
  bytes: Buffer,
  head: ResponseHead,
  framing: ClientFraming,
  extraLines: string,
  out: Buffer,
  at: number,
): number {
  // RFC 9110, 8.6: a 1xx or 204 has no length.
  const hasLength = head.status >= 200 && head.status !== 204;
  const { upgradeIndex } = head;
  const isUpgrade = head.status === 101;
  let written = copyHeadWithKeptFields(
    bytes,
    head.fields,
    hasLength ? keptKinds : keptKindsWithoutLength,
    isUpgrade ? upgradeIndex : -1,
    head.connection.listed,
    out,
    at,
  );
  out[at + minorVersionAt] = minorVersion1;
  let lines = extraLines;
  if (framing.asChunks) lines += "Transfer-Encoding: chunked\r\n";
  if (isUpgrade) lines += "Connection: Upgrade\r\n";
  else if (head.status >= 200) lines += connectionLine(framing);
  if (lines !== "") written += out.write(lines, written, "latin1");
  out[written++] = 0x0d;
  out[written++] = 0x0a;
  return written;
}

function connectionLine({ keepAlive, minorVersion }: ClientFraming): string {
  if (!keepAlive) return "Connection: close\r\n";
  return minorVersion === 0 ? "Connection: keep-alive\r\n" : "";
}

/** Longer ones cost less as bytes. */
const mostTextBytes = 4_096;

/** Whether a final answer is small, whole in `bytes[0..end)` and followed by nothing, so that it may go out as one text. */
export function isSmallAnswer({ bodyKind, bodyStart, contentLength }: ResponseHead, end: number) {
  if (end > mostTextBytes) return false;
  if (bodyKind === "none") return bodyStart === end;
  return bodyKind === "length" && bodyStart + contentLength === end;
}

/** A small answer for the client, head and content, one character per byte. */
export function smallAnswerText(
  bytes: Buffer,
  head: ResponseHead,
  framing: ClientFraming,
  extraLines: string,
  end: number,
): string {
  const kept = head.status === 204 ? keptKindsWithoutLength : keptKinds;
  const lines = extraLines + connectionLine(framing);
  const text = keptMessageText(bytes, head.fields, kept, head.connection.listed, lines, end);
  const isOurVersion = bytes[minorVersionAt] === minorVersion1;
  return isOurVersion ? text : ourVersion + text.slice(ourVersion.length);
}

/** The lines of the server's fields that go on to a client of HTTP/2, which has no others. */
export function keptResponseLines(bytes: Buffer, head: ResponseHead): string {
  const kept = head.status >= 200 && head.status !== 204 ? keptKinds : keptKindsWithoutLength;
  return keptFieldText(bytes, head.fields, kept, -1, head.connection.listed);
}
