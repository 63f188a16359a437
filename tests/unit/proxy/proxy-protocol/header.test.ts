// PROXY headers: what is one, what is none, however the bytes are split, and that ours are read as they were meant.
import { describe, expect, it } from "vitest";
import type { Endpoints } from "../../../../balancer-core/proxy/proxy-protocol/endpoints.ts";
import { readProxyHeader } from "../../../../balancer-core/proxy/proxy-protocol/read-header.ts";
import { writeProxyHeader } from "../../../../balancer-core/proxy/proxy-protocol/write-header.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const v2 = (command: number, family: number, rest: Buffer, length = rest.length) =>
  Buffer.concat([
    Buffer.from("0d0a0d0a000d0a515549540a", "hex"),
    Buffer.from([command, family, length >> 8, length & 0xff]),
    rest,
  ]);
const ends = (sourceAddress: string, destinationAddress: string): Endpoints => ({
  sourceAddress,
  sourcePort: 56_324,
  destinationAddress,
  destinationPort: 443,
});
const ipv4 = Buffer.from("c0a80001c0a8000bdc0401bb", "hex");
const ipv6 = Buffer.from(
  "20010db800000000000000000000000120010db8000000000000000000000002dc0401bb",
  "hex",
);
const fromV4 = ends("192.168.0.1", "192.168.0.11");
const fromV6 = ends("2001:db8::1", "2001:db8::2");
const fullLine = `PROXY UNKNOWN ${"f".repeat(107 - 16)}\r\n`;

const accepted: [string, Buffer, Endpoints | null][] = [
  ["TCP4", latin1("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n"), fromV4],
  ["TCP6", latin1("PROXY TCP6 2001:DB8:0::1 2001:db8::2 56324 443\r\n"), fromV6],
  [
    "TCP6 that maps IPv4",
    latin1("PROXY TCP6 ::ffff:192.168.0.1 ::ffff:c0a8:b 56324 443\r\n"),
    fromV4,
  ],
  ["UNKNOWN", latin1("PROXY UNKNOWN\r\n"), null],
  ["UNKNOWN with 107 bytes", latin1(fullLine), null],
  ["v2 over IPv4", v2(0x21, 0x11, ipv4), fromV4],
  ["v2 over IPv6", v2(0x21, 0x21, ipv6), fromV6],
  [
    "v2 with extensions",
    v2(0x21, 0x11, Buffer.concat([ipv4, Buffer.from("01000268320400021234", "hex")])),
    fromV4,
  ],
  ["v2 LOCAL", v2(0x20, 0x00, Buffer.alloc(0)), null],
  ["v2 LOCAL with addresses", v2(0x20, 0x11, ipv4), null],
  ["v2 UNSPEC", v2(0x21, 0x00, Buffer.alloc(5)), null],
  ["v2 of 4096 bytes", v2(0x21, 0x11, Buffer.concat([ipv4, Buffer.alloc(4_096 - 28)])), fromV4],
];

const refused: [string, Buffer][] = [
  ["another protocol", latin1("GET / HTTP/1.1\r\n")],
  ["small letters", latin1("proxy TCP4 192.168.0.1 192.168.0.11 56324 443\r\n")],
  ["two spaces", latin1("PROXY TCP4  192.168.0.1 192.168.0.11 56324 443\r\n")],
  ["a space at the end", latin1("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443 \r\n")],
  ["a bare LF", latin1("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\nGET / HTTP/1.1\r\n")],
  ["IPv6 as TCP4", latin1("PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n")],
  ["IPv4 as TCP6", latin1("PROXY TCP6 192.168.0.1 192.168.0.11 1 2\r\n")],
  ["a zone", latin1("PROXY TCP6 fe80::1%lo fe80::2 1 2\r\n")],
  ["a name", latin1("PROXY TCP4 localhost 192.168.0.11 1 2\r\n")],
  ["octets with zeros in front", latin1("PROXY TCP4 192.168.00.1 192.168.0.11 1 2\r\n")],
  ["a port above 65535", latin1("PROXY TCP4 192.168.0.1 192.168.0.11 65536 2\r\n")],
  ["a port with a zero in front", latin1("PROXY TCP4 192.168.0.1 192.168.0.11 01 2\r\n")],
  ["no ports", latin1("PROXY TCP4 192.168.0.1 192.168.0.11\r\n")],
  ["another family", latin1("PROXY UDP4 192.168.0.1 192.168.0.11 1 2\r\n")],
  ["108 bytes", latin1(fullLine.replace("\r\n", "f\r\n"))],
  ["a line without an end", latin1(`PROXY UNKNOWN ${"f".repeat(200)}`)],
  ["version 1 in binary", v2(0x11, 0x11, ipv4)],
  ["another command", v2(0x22, 0x11, ipv4)],
  ["datagrams", v2(0x21, 0x12, ipv4)],
  ["a UNIX socket", v2(0x21, 0x31, Buffer.alloc(216))],
  ["too few bytes for its addresses", v2(0x21, 0x21, ipv4)],
  ["more than 4096 bytes", v2(0x21, 0x11, ipv4, 4_081)],
];

describe("reading a PROXY header", () => {
  it.each(accepted)("takes %s, however it is split, and nothing behind it", (_, bytes, want) => {
    const all = Buffer.concat([bytes, latin1("GET / HTTP/1.1\r\n\r\n")]);
    for (let end = 0; end < all.length; end++) {
      const outcome = readProxyHeader(all.subarray(0, end));
      if (end < bytes.length) expect(outcome).toBe("incomplete");
      else expect(outcome).toEqual({ length: bytes.length, endpoints: want });
    }
  });

  it.each(refused)("refuses %s, and at no split takes it for a header", (_, bytes) => {
    for (let end = 0; end < bytes.length; end++) {
      expect(["incomplete", "malformed"]).toContain(readProxyHeader(bytes.subarray(0, end)));
    }
    expect(readProxyHeader(bytes)).toBe("malformed");
  });

  it("never waits for more than its bound", () => {
    expect(readProxyHeader(latin1(`PROXY ${"x".repeat(101)}`))).toBe("malformed");
    expect(readProxyHeader(v2(0x20, 0, Buffer.alloc(0), 0xffff))).toBe("malformed");
  });
});

describe("writing a PROXY header", () => {
  it.each([
    ["v1", "PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n"],
    ["v2", v2(0x21, 0x11, ipv4).toString("latin1")],
  ] as const)("writes %s as the specification shows it", (version, bytes) => {
    expect(writeProxyHeader(version, fromV4).toString("latin1")).toBe(bytes);
  });

  it.each([
    ["192.168.0.1", "192.168.0.11"],
    ["2001:db8::1", "2001:db8::2"],
    ["2001:db8::1", "192.168.0.11"],
    ["0.0.0.0", "255.255.255.255"],
    ["::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
    ["1:0:0:2::3", "::1"],
  ])("is read as what was written: %s to %s", (source, destination) => {
    const endpoints = ends(source, destination);
    for (const version of ["v1", "v2"] as const) {
      const bytes = writeProxyHeader(version, endpoints);
      expect(readProxyHeader(bytes)).toEqual({ length: bytes.length, endpoints });
    }
  });
});
