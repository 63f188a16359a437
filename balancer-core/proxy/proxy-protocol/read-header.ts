// Reads a PROXY header, version 1 or 2, strictly: one way to read it or none at all. Stateless: called again with more bytes.
import { isIPv4, isIPv6 } from "node:net";
import { ipv6Text, readAddress } from "../client-address.ts";
import { type Endpoints, v2HeadBytes, v2Signature } from "./endpoints.ts";

/** The longest line of version 1, with its CR LF. */
export const maxV1Bytes = 107;
/** A v2 header with everything behind its addresses: eight times what the specification has every receiver take. */
export const maxV2Bytes = 4_096;

export interface ProxyHeader {
  /** Where the bytes of the client begin. */
  readonly length: number;
  /** Null when the proxy speaks for itself (LOCAL) or does not know (UNKNOWN, UNSPEC): the socket's own ends then count. */
  readonly endpoints: Endpoints | null;
}

const v1Prefix = Buffer.from("PROXY ", "latin1");
const unknownLine = /^UNKNOWN(?: [\x20-\x7e]*)?$/;
const knownLine = /^TCP([46]) (\S+) (\S+) (0|[1-9]\d{0,4}) (0|[1-9]\d{0,4})$/;

export function readProxyHeader(bytes: Buffer): ProxyHeader | "incomplete" | "malformed" {
  const isV1 = begins(bytes, v1Prefix);
  if (isV1 && bytes.length >= v1Prefix.length) return readV1(bytes);
  const isV2 = begins(bytes, v2Signature);
  if (isV2 && bytes.length >= v2HeadBytes) return readV2(bytes);
  return isV1 || isV2 ? "incomplete" : "malformed";
}

/** Whether as many bytes as there are agree. */
function begins(bytes: Buffer, expected: Buffer): boolean {
  const length = Math.min(bytes.length, expected.length);
  return bytes.compare(expected, 0, length, 0, length) === 0;
}

function readV1(bytes: Buffer): ProxyHeader | "incomplete" | "malformed" {
  // SECURITY: looked for within the bound only, so that a line without an end is not kept or searched for ever.
  const end = bytes.subarray(0, maxV1Bytes).indexOf("\r\n");
  if (end === -1) return bytes.length >= maxV1Bytes ? "malformed" : "incomplete";
  const length = end + 2;
  const line = bytes.toString("latin1", v1Prefix.length, end);
  if (unknownLine.test(line)) return { length, endpoints: null };
  const [, family, source = "", destination = "", sourcePort, destinationPort] =
    knownLine.exec(line) ?? [];
  const isOfFamily = family === "4" ? isIPv4 : isIPv6;
  if (family === undefined || !isOfFamily(source) || !isOfFamily(destination)) return "malformed";
  const endpoints = {
    sourceAddress: readAddress(source) ?? "",
    sourcePort: Number(sourcePort),
    destinationAddress: readAddress(destination) ?? "",
    destinationPort: Number(destinationPort),
  };
  const arePorts = endpoints.sourcePort <= 65_535 && endpoints.destinationPort <= 65_535;
  const areAddresses = endpoints.sourceAddress !== "" && endpoints.destinationAddress !== "";
  return arePorts && areAddresses ? { length, endpoints } : "malformed";
}

function readV2(bytes: Buffer): ProxyHeader | "incomplete" | "malformed" {
  const command = bytes[12];
  const family = bytes[13];
  const addressBytes = bytes.readUInt16BE(14);
  const length = v2HeadBytes + addressBytes;
  if (length > maxV2Bytes || (command !== 0x20 && command !== 0x21)) return "malformed";
  const isLocal = command === 0x20 || family === 0x00;
  const needed = isLocal ? 0 : family === 0x11 ? 12 : family === 0x21 ? 36 : -1;
  // SECURITY: datagrams and UNIX sockets have no address of a client that rules and logs could use.
  if (needed === -1 || addressBytes < needed) return "malformed";
  if (bytes.length < length) return "incomplete";
  if (isLocal) return { length, endpoints: null };
  const size = family === 0x11 ? 4 : 16;
  const ports = v2HeadBytes + 2 * size;
  // What follows the ports are extensions (TLVs), which say nothing we use.
  return {
    length,
    endpoints: {
      sourceAddress: addressAt(bytes, v2HeadBytes, size),
      sourcePort: bytes.readUInt16BE(ports),
      destinationAddress: addressAt(bytes, v2HeadBytes + size, size),
      destinationPort: bytes.readUInt16BE(ports + 2),
    },
  };
}

function addressAt(bytes: Buffer, at: number, size: number): string {
  if (size === 4) return bytes.subarray(at, at + 4).join(".");
  return ipv6Text(Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(at + 2 * index)));
}
