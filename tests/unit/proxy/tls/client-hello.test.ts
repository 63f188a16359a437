// The reader of first TLS messages, against real ones of Node's client, cut at every byte, put in many records and damaged.
import { Duplex } from "node:stream";
import { type ConnectionOptions, connect } from "node:tls";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  longestHelloBytes,
  readClientHello,
} from "../../../../balancer-core/proxy/tls/client-hello.ts";

/** What Node's client sends first, caught before any network. */
function helloOf(options: ConnectionOptions): Promise<Buffer> {
  return new Promise((resolve) => {
    const wire = new Duplex({
      read() {},
      write(bytes: Buffer, _encoding, done) {
        resolve(Buffer.from(bytes));
        done();
      },
    });
    const socket = connect({ ...options, socket: wire });
    socket.on("error", () => undefined);
  });
}

const named = await helloOf({ servername: "App.Example.org", ALPNProtocols: ["h2", "http/1.1"] });
const nameless = await helloOf({});
const old = await helloOf({ servername: "old.test", maxVersion: "TLSv1.2" });

/** The same message in records of at most `size` bytes. */
function inRecords(hello: Buffer, size: number): Buffer {
  const message = hello.subarray(5);
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += size) {
    const part = message.subarray(at, at + size);
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 0xff]), part);
  }
  return Buffer.concat(records);
}

const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const vector = (content: Buffer) => Buffer.concat([u16(content.length), content]);
const nameEntry = (name: string, type = 0) =>
  Buffer.concat([Buffer.from([type]), vector(Buffer.from(name, "latin1"))]);
const nameExtension = (...entries: Buffer[]) =>
  Buffer.concat([u16(0), vector(vector(Buffer.concat(entries)))]);

/** A message of our own making, to be wrong on purpose. */
function made(extensions: Buffer | null, { tail = "", suites = 2 } = {}): Buffer {
  const body = Buffer.concat([
    Buffer.alloc(34, 3),
    Buffer.from([0]),
    vector(Buffer.alloc(suites, 1)),
    Buffer.from([1, 0]),
    ...(extensions ? [vector(extensions)] : []),
    Buffer.from(tail),
  ]);
  const message = Buffer.concat([Buffer.from([1, 0]), u16(body.length), body]);
  return Buffer.concat([Buffer.from([22, 3, 1]), vector(message)]);
}

describe("the first TLS message", () => {
  it("tells the name asked for, in lower case, or that none was", () => {
    expect(readClientHello(named)).toEqual({ serverName: "app.example.org" });
    expect(readClientHello(old)).toEqual({ serverName: "old.test" });
    expect(readClientHello(nameless)).toEqual({ serverName: null });
    expect(readClientHello(made(null))).toEqual({ serverName: null });
    expect(readClientHello(made(nameExtension(nameEntry("a.test"))))).toEqual({
      serverName: "a.test",
    });
  });

  it("is incomplete up to its last byte", () => {
    for (const hello of [named, nameless, old]) {
      for (let length = 0; length < hello.length; length++) {
        expect(readClientHello(hello.subarray(0, length))).toBe("incomplete");
      }
    }
  });

  it.each([1, 2, 3, 4, 5, 7, 64, 200])("may come in records of %i bytes", (size) => {
    const split = inRecords(named, size);
    for (let length = 0; length < split.length; length++) {
      expect(readClientHello(split.subarray(0, length))).toBe("incomplete");
    }
    expect(readClientHello(split)).toEqual({ serverName: "app.example.org" });
  });

  it("may be followed by another record", () => {
    const more = Buffer.concat([named, Buffer.from([23, 3, 3, 0, 1, 0])]);
    expect(readClientHello(more)).toEqual({ serverName: "app.example.org" });
  });

  const one = nameEntry("a.test");
  it.each<[string, Buffer]>([
    ["HTTP", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
    ["a hello of SSL 2", Buffer.from([0x80, 0x2e, 1, 3, 1])],
    ["another record", Buffer.from([21, 3, 1, 0, 2, 1, 0])],
    ["another message", Buffer.from([22, 3, 1, 0, 4, 2, 0, 0, 0])],
    ["an empty record", Buffer.from([22, 3, 1, 0, 0])],
    ["a record above the limit", Buffer.from([22, 3, 1, 0x40, 0x01])],
    ["a message above the limit", Buffer.from([22, 3, 1, 0, 4, 1, 1, 0, 0])],
    [
      "two server names in two extensions",
      made(Buffer.concat([nameExtension(one), nameExtension(one)])),
    ],
    ["two server names in one list", made(nameExtension(one, nameEntry("b.test")))],
    ["an empty list of names", made(nameExtension())],
    ["a name of another type", made(nameExtension(nameEntry("a.test", 1)))],
    ["an empty name", made(nameExtension(nameEntry("")))],
    ["a name with a NUL", made(nameExtension(nameEntry("a.test\0.b")))],
    ["a name with a space", made(nameExtension(nameEntry("a test")))],
    ["a name with two dots", made(nameExtension(nameEntry("a..test")))],
    ["a name that is too long", made(nameExtension(nameEntry("a.".repeat(127))))],
    ["bytes behind the extensions", made(nameExtension(one), { tail: "x" })],
    ["an extension cut short", made(nameExtension(one).subarray(0, -1))],
    ["no cipher suites", made(nameExtension(one), { suites: 0 })],
    ["half a cipher suite", made(nameExtension(one), { suites: 3 })],
    [
      "a second message in its record",
      Buffer.concat([
        Buffer.from([22, 3, 1]),
        vector(Buffer.concat([made(nameExtension(one)).subarray(5), Buffer.from([1, 0, 0, 0])])),
      ]),
    ],
  ])("is malformed when it is %s", (_, bytes) => {
    expect(readClientHello(bytes)).toBe("malformed");
  });

  it("never needs more bytes than the limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (size) => {
        const endless = inRecords(
          Buffer.concat([Buffer.alloc(5), Buffer.from([1, 0, 63, 240]), Buffer.alloc(16_368)]),
          size,
        );
        const outcome = readClientHello(endless.subarray(0, longestHelloBytes));
        expect(outcome).not.toBe("incomplete");
      }),
      { numRuns: 50 },
    );
  });

  it("is read or refused, whatever one byte is changed to", () => {
    fc.assert(
      fc.property(fc.nat(named.length - 1), fc.integer({ min: 0, max: 255 }), (at, value) => {
        const damaged = Buffer.from(named);
        damaged[at] = value;
        const outcome = readClientHello(damaged);
        if (typeof outcome === "object")
          return outcome.serverName === null || /^[a-z0-9_.-]+$/.test(outcome.serverName);
        return outcome === "malformed" || outcome === "incomplete";
      }),
      { numRuns: 2_000 },
    );
  });
});
