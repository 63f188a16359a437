// The first bytes of a client that speaks HTTP/2 without having asked (RFC 9113, 3.3 and 3.4).

/** As far as a parser of HTTP/1.1 reads it; the rest is looked at by HTTP/2. */
const prefaceLine = Buffer.from("PRI * HTTP/2.0\r\n", "latin1");

export function isPreface(bytes: Buffer): boolean {
  return (
    bytes.length >= prefaceLine.length && prefaceLine.compare(bytes, 0, prefaceLine.length) === 0
  );
}
