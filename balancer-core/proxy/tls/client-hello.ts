// Reads the server name out of a client's first TLS message, without decrypting anything. Strict: what a server could read in
// another way than we do is malformed, because it could then go to a pool it was not meant for.

/** Complete, with the name asked for in lower case, or null when none was. */
export interface ClientHello {
  readonly serverName: string | null;
}

/** Most bytes of a first message, its record headers included. */
export const longestHelloBytes = 16_384;

const recordHeaderBytes = 5;
const handshakeHeaderBytes = 4;
const handshakeRecord = 22;
const clientHelloMessage = 1;
const serverNameExtension = 0;
const hostNameType = 0;
/** Labels of letters, digits, `-` and `_`; the dot that may end a name is not sent (RFC 6066, 3). */
const hostName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/i;

/** Looks at all bytes received so far. RFC 8446, 4.1.2 and 5.1; RFC 5246 is the same up to here. */
export function readClientHello(bytes: Buffer): ClientHello | "incomplete" | "malformed" {
  const message = joinRecords(bytes);
  if (typeof message === "string") return message;
  const serverName = serverNameOf(message);
  return serverName === undefined ? "malformed" : { serverName };
}

/** The body of the message, out of as many records as it was put in. */
function joinRecords(bytes: Buffer): Buffer | "incomplete" | "malformed" {
  const fragments: Buffer[] = [];
  let joined = 0;
  let wanted = Number.POSITIVE_INFINITY;
  for (let at = 0; ; ) {
    if (at < bytes.length && bytes[at] !== handshakeRecord) return "malformed";
    if (at + 1 < bytes.length && bytes[at + 1] !== 3) return "malformed";
    if (at + recordHeaderBytes > bytes.length) return incompleteBelow(bytes.length);
    const length = bytes.readUInt16BE(at + 3);
    at += recordHeaderBytes;
    // SECURITY: empty records would let a client keep us reading without getting on.
    if (length === 0 || at + length > longestHelloBytes) return "malformed";
    const fragment = bytes.subarray(at, at + length);
    fragments.push(fragment);
    joined += fragment.length;
    at += length;
    if (joined >= handshakeHeaderBytes && wanted === Number.POSITIVE_INFINITY) {
      const header = Buffer.concat(fragments).readUInt32BE(0);
      if (header >>> 24 !== clientHelloMessage) return "malformed";
      wanted = handshakeHeaderBytes + (header & 0xff_ffff);
      if (wanted > longestHelloBytes) return "malformed";
    }
    if (at > bytes.length) return joined > wanted ? "malformed" : incompleteBelow(bytes.length);
    if (joined > wanted) return "malformed";
    if (joined === wanted) return Buffer.concat(fragments).subarray(handshakeHeaderBytes);
  }
}

function incompleteBelow(length: number): "incomplete" | "malformed" {
  return length < longestHelloBytes ? "incomplete" : "malformed";
}

/** Null when the message asks for no name, undefined when it is not one that all would read alike. */
function serverNameOf(message: Buffer): string | null | undefined {
  const reader = new Reader(message);
  reader.skip(2 + 32);
  const sessionId = reader.vector(1);
  const cipherSuites = reader.vector(2);
  const compressions = reader.vector(1);
  if (sessionId.length > 32 || cipherSuites.length < 2 || cipherSuites.length % 2 !== 0) {
    return undefined;
  }
  if (compressions.length < 1 || reader.hasFailed) return undefined;
  // Before TLS 1.3 a message may end without extensions.
  if (reader.isAtEnd) return null;
  const extensions = new Reader(reader.vector(2));
  if (!reader.isAtEnd) return undefined;
  const seen = new Set<number>();
  let serverName: string | null | undefined = null;
  while (!extensions.isAtEnd) {
    const type = extensions.number(2);
    const data = extensions.vector(2);
    // SECURITY: of two server names one reader takes the first and another the last.
    if (extensions.hasFailed || seen.has(type)) return undefined;
    seen.add(type);
    if (type === serverNameExtension) serverName = hostNameOf(data);
    if (serverName === undefined) return undefined;
  }
  return serverName;
}

/** RFC 6066, 3: a list, which in practice has exactly one entry, a host name. */
function hostNameOf(extension: Buffer): string | undefined {
  const reader = new Reader(extension);
  const list = new Reader(reader.vector(2));
  const type = list.number(1);
  const name = list.vector(2).toString("latin1");
  if (reader.hasFailed || !reader.isAtEnd || list.hasFailed || !list.isAtEnd) return undefined;
  return type === hostNameType && hostName.test(name) ? name.toLowerCase() : undefined;
}

const nothing = Buffer.alloc(0);

/** Goes through bytes; once something is missing it has failed and gives nothing more. */
class Reader {
  hasFailed = false;
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.hasFailed || this.#at === this.#bytes.length;
  }

  skip(count: number): void {
    this.#take(count);
  }

  number(size: 1 | 2): number {
    const bytes = this.#take(size);
    return bytes.length === 0 ? 0 : bytes.readUIntBE(0, size);
  }

  /** Bytes behind their own length, which is a number of `size` bytes. */
  vector(size: 1 | 2): Buffer {
    return this.#take(this.number(size));
  }

  #take(count: number): Buffer {
    if (this.hasFailed || this.#at + count > this.#bytes.length) {
      this.hasFailed = true;
      return nothing;
    }
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}
