// Writes the PROXY header that begins a connection to a server.
import { isIPv4 } from "node:net";
import { ipv6Groups } from "../client-address.ts";
import { type Endpoints, v2Signature } from "./endpoints.ts";

export type ProxyProtocolVersion = "v1" | "v2";

/** Both ends are said in one family: when they differ, as IPv6 with the IPv4 one mapped into it. */
export function writeProxyHeader(version: ProxyProtocolVersion, ends: Endpoints): Buffer {
  const isVersion4 = isIPv4(ends.sourceAddress) && isIPv4(ends.destinationAddress);
  return version === "v1" ? writeV1(ends, isVersion4) : writeV2(ends, isVersion4);
}

function writeV1(ends: Endpoints, isVersion4: boolean): Buffer {
  const address = (text: string) => {
    if (isVersion4) return text;
    return isIPv4(text) ? `::ffff:${text}` : (text.split("%")[0] ?? "");
  };
  const addresses = `${address(ends.sourceAddress)} ${address(ends.destinationAddress)}`;
  const ports = `${ends.sourcePort} ${ends.destinationPort}`;
  return Buffer.from(`PROXY TCP${isVersion4 ? 4 : 6} ${addresses} ${ports}\r\n`, "latin1");
}

function writeV2(ends: Endpoints, isVersion4: boolean): Buffer {
  const groups = (text: string) => ipv6Groups(text).slice(isVersion4 ? 6 : 0);
  const numbers = [
    ...groups(ends.sourceAddress),
    ...groups(ends.destinationAddress),
    ends.sourcePort,
    ends.destinationPort,
  ];
  const rest = Buffer.alloc(4 + 2 * numbers.length);
  rest[0] = 0x21;
  rest[1] = isVersion4 ? 0x11 : 0x21;
  rest.writeUInt16BE(2 * numbers.length, 2);
  for (const [index, number] of numbers.entries()) rest.writeUInt16BE(number, 4 + 2 * index);
  return Buffer.concat([v2Signature, rest]);
}
