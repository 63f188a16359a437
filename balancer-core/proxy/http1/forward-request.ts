// The request head as the server gets it: fields of this hop removed, our own framing, and who the client is.
import { noLength } from "./body-framing.ts";
import { allKindsBut, keptFieldText } from "./forward-fields.ts";
import { fieldKinds } from "./head-fields.ts";
import { type KeptForwarding, keptForwarding } from "./kept-forwarding.ts";
import type { RequestHead } from "./request-head.ts";
import { isToken } from "./tokens.ts";

const keptKinds = allKindsBut(
  fieldKinds.connection,
  fieldKinds.contentLength,
  fieldKinds.transferEncoding,
  fieldKinds.upgrade,
  fieldKinds.expect,
  fieldKinds.keepAlive,
  fieldKinds.hopByHop,
  // SECURITY: without this a client could say it is somebody else.
  fieldKinds.forwarded,
  fieldKinds.requestId,
);

/** What a request line has beside method and target: a line that is longer began with an empty one, or had another target. */
const requestLineOverhead = "  HTTP/1.1\r\n".length;
const maxRequestIdLength = 128;
/** Methods of which a server expects to be told that there is no content (RFC 9110, 8.6). */
const methodsWithContent = new Set(["POST", "PUT", "PATCH"]);

/** What the server is told about a connection's client; the same for all its requests to one host. */
export class ClientFields {
  readonly #address: string;
  readonly #localAuthority: string;
  readonly #localPort: number;
  readonly #scheme: "http" | "https";
  #host = "";
  #text = "";

  constructor(
    address: string,
    localAddress: string,
    localPort: number,
    scheme: "http" | "https" = "http",
  ) {
    this.#address = address;
    this.#localAuthority = `${localAddress.includes(":") ? `[${localAddress}]` : localAddress}:${localPort}`;
    this.#localPort = localPort;
    this.#scheme = scheme;
  }

  /** An HTTP/1.0 client may give no host; the server then hears where it connected to. */
  hostOf(host: string): string {
    return host === "" ? this.#localAuthority : host;
  }

  /** The field lines for a request to `host`. */
  lines(host: string): string {
    if (host !== this.#host || this.#text === "") {
      this.#host = host;
      this.#text =
        `X-Forwarded-For: ${this.#address}\r\nX-Forwarded-Proto: ${this.#scheme}\r\nX-Forwarded-Host: ${host}\r\n` +
        `X-Forwarded-Port: ${this.#localPort}\r\nForwarded: ${this.#element(host)}\r\nX-Request-Id: `;
    }
    return this.#text;
  }

  /** The same behind a trusted proxy: what it said stays, and we add ourselves to the lists. */
  addedLines(host: string, kept: KeptForwarding): string {
    const listed = (list: string | undefined, own: string) => (list ? `${list}, ${own}` : own);
    return (
      `${kept.others}X-Forwarded-For: ${listed(kept.for, this.#address)}\r\n` +
      `X-Forwarded-Proto: ${kept.proto || this.#scheme}\r\nX-Forwarded-Host: ${kept.host || host}\r\n` +
      `X-Forwarded-Port: ${kept.port || this.#localPort}\r\n` +
      `Forwarded: ${listed(kept.forwarded, this.#element(host))}\r\nX-Request-Id: `
    );
  }

  /** Our element of Forwarded (RFC 7239, 4); an IPv6 address is quoted and in brackets (6). */
  #element(host: string): string {
    const node = this.#address.includes(":") ? `"[${this.#address}]"` : this.#address;
    return `for=${node};host="${host}";proto=${this.#scheme}`;
  }
}

/** The request's id: the client's own when it is one short token, else undefined. */
export function givenRequestId(bytes: Buffer, head: RequestHead): string | undefined {
  if (head.requestIdIndex < 0) return undefined;
  const value = head.fields.value(bytes, head.requestIdIndex);
  return isToken(value, maxRequestIdLength) ? value : undefined;
}

/** Whether a client of HTTP/1.1 takes trailers. TE is of this hop, so it must be listed in Connection (RFC 9110, 10.1.4). */
export function takesTrailers(bytes: Buffer, head: RequestHead): boolean {
  if (head.minorVersion !== 1 || !head.connection.listed?.has("te")) return false;
  const codings = head.fields.find(bytes, "te")?.toLowerCase().split(",") ?? [];
  return codings.some((coding) => coding.trim() === "trailers");
}

/** The head for the server, one character per byte: a short string costs less to build and send than a buffer. */
export function forwardRequestHead(
  bytes: Buffer,
  head: RequestHead,
  client: ClientFields,
  requestId: string,
  isTrusted = false,
  /** Names of fields, in lower case, that do not travel on: tracing says them anew. */
  replaced: ReadonlySet<string> | null = null,
  /** The client takes trailers, and the server is one that may be told. */
  asksTrailers = false,
): string {
  const host = client.hostOf(head.host);
  const { listed } = head.connection;
  const dropped = listed && replaced ? new Set([...listed, ...replaced]) : (listed ?? replaced);
  const isLineKept =
    head.minorVersion === 1 &&
    head.hasHostField &&
    head.fieldsStart === head.method.length + head.target.length + requestLineOverhead;
  let start = isLineKept ? "" : `${head.method} ${head.target} HTTP/1.1\r\n`;
  if (!head.hasHostField) start += `Host: ${host}\r\n`;
  let end = "";
  if (head.bodyKind === "chunked") end = "Transfer-Encoding: chunked\r\n";
  else if (head.contentLength !== noLength) end = `Content-Length: ${head.contentLength}\r\n`;
  else if (methodsWithContent.has(head.method)) end = "Content-Length: 0\r\n";
  if (head.expectsContinue && head.bodyKind !== "none") end += "Expect: 100-continue\r\n";
  if (head.upgradeIndex >= 0) end += "Connection: Upgrade\r\n";
  if (asksTrailers) end += "TE: trailers\r\nConnection: TE\r\n";
  end += `${isTrusted ? client.addedLines(host, keptForwarding(bytes, head.fields)) : client.lines(host)}${requestId}\r\n\r\n`;
  const { fields, upgradeIndex } = head;
  const lead = isLineKept ? 0 : -1;
  return start + keptFieldText(bytes, fields, keptKinds, upgradeIndex, dropped, lead) + end;
}
