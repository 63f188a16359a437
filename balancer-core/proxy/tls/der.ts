// Writes DER, the encoding of certificates (ITU-T X.690), for the few types that a certificate of our own needs.

/** Tag, length, content. */
function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthBytes(content.length), content]);
}

/** Below 128 the length itself; above, how many bytes it has and then the length. */
function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const sequence = (...parts: readonly Buffer[]) => element(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Buffer[]) => element(0x31, Buffer.concat(parts));
export const octetString = (content: Buffer) => element(0x04, content);
export const utf8String = (text: string) => element(0x0c, Buffer.from(text, "utf8"));
export const boolean = (value: boolean) => element(0x01, Buffer.from([value ? 0xff : 0]));

/** A positive number given as its bytes, most significant first. */
export function integer(bytes: Buffer): Buffer {
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return element(0x02, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function bitString(content: Buffer, unusedBits = 0): Buffer {
  return element(0x03, Buffer.concat([Buffer.from([unusedBits]), content]));
}

/** `1.2.840.10045.4.3.2`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return element(0x06, Buffer.from(bytes));
}

/** UTCTime up to 2049, GeneralizedTime from then on, as RFC 5280, 4.1.2.5 wants it. */
export function time(wallTimeMs: number): Buffer {
  const iso = new Date(wallTimeMs).toISOString();
  const digits = `${iso.slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
  return Number(iso.slice(0, 4)) < 2050
    ? element(0x17, Buffer.from(digits.slice(2), "latin1"))
    : element(0x18, Buffer.from(digits, "latin1"));
}

/** A field with a context tag around a whole element. */
export const explicit = (tag: number, content: Buffer) => element(0xa0 | tag, content);
/** A field whose context tag stands in place of its own. */
export const implicit = (tag: number, content: Buffer) => element(0x80 | tag, content);
