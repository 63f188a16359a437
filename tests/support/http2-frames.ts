// Frames of HTTP/2, byte by byte: for clients that do what no library lets them do. Fields are written without compression.
import { connectRaw, type RawClient } from "./raw-client.ts";

export const frameTypes = {
  data: 0,
  headers: 1,
  reset: 3,
  settings: 4,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;
export const flags = { endStream: 1, ack: 1, endHeaders: 4 } as const;

export function frame(
  type: number,
  flag: number,
  stream: number,
  payload: Buffer = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flag, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A length below 127, or of two or three bytes (RFC 7541, 5.1). */
function length(value: number): Buffer {
  if (value < 127) return Buffer.from([value]);
  const bytes = [127];
  for (let rest = value - 127; ; rest >>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}

/** Literal fields without indexing (RFC 7541, 6.2.2). */
export function fieldBlock(fields: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([name, value]) => [
      Buffer.from([0]),
      length(name.length),
      Buffer.from(name, "latin1"),
      length(value.length),
      Buffer.from(value, "latin1"),
    ]),
  );
}

export const getFields: readonly (readonly [string, string])[] = [
  [":method", "GET"],
  [":scheme", "http"],
  [":path", "/"],
  [":authority", "a.example"],
];

export function headersFrame(
  stream: number,
  fields: readonly (readonly [string, string])[] = getFields,
  flag: number = flags.endStream | flags.endHeaders,
): Buffer {
  return frame(frameTypes.headers, flag, stream, fieldBlock(fields));
}

export function resetFrame(stream: number, code = 8): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(code);
  return frame(frameTypes.reset, 0, stream, payload);
}

export interface Frame {
  readonly type: number;
  readonly flag: number;
  readonly stream: number;
  readonly payload: Buffer;
}

/** The whole frames in what was received. */
export function framesOf(text: string): Frame[] {
  const bytes = Buffer.from(text, "latin1");
  const found: Frame[] = [];
  for (let at = 0; at + 9 <= bytes.length; ) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    if (end > bytes.length) break;
    found.push({
      type: bytes.readUInt8(at + 3),
      flag: bytes.readUInt8(at + 4),
      stream: bytes.readUInt32BE(at + 5) & 0x7fffffff,
      payload: bytes.subarray(at + 9, end),
    });
    at = end;
  }
  return found;
}

/** The code of the last GOAWAY; undefined without one. */
export function goawayCode(text: string): number | undefined {
  const last = framesOf(text).findLast(({ type }) => type === frameTypes.goaway);
  return last?.payload.readUInt32BE(4);
}

/** The code of a stream's RST_STREAM; undefined without one. */
export function resetCode(text: string, stream: number): number | undefined {
  const found = framesOf(text).find(
    (one) => one.type === frameTypes.reset && one.stream === stream,
  );
  return found?.payload.readUInt32BE(0);
}

/** A client that has sent the preface and SETTINGS. */
export async function connectFrames(address: string): Promise<RawClient> {
  const client = await connectRaw(address);
  client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  client.send(frame(frameTypes.settings, 0, 0));
  return client;
}
