// Makes certificates of our own: a local authority and the leaves it signs. ECDSA on P-256; Node has no maker of certificates.
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { isIP, SocketAddress } from "node:net";
import {
  bitString,
  boolean,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8String,
} from "./der.ts";

export interface CertificateAndKey {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;
const authorityDays = 3_650;
/** What browsers accept at most of a leaf is 398 days. */
const leafDays = 397;
/** Clocks of clients may be behind ours. */
const backdateMs = dayMs;

const ecdsaWithSha256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));
const commonName = objectIdentifier("2.5.4.3");
const serverAuthentication = objectIdentifier("1.3.6.1.5.5.7.3.1");

export function issueAuthority(name: string, nowMs: number): CertificateAndKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const cert = issue({
    subject: name,
    issuer: name,
    publicKey,
    signingKey: privateKey,
    nowMs,
    days: authorityDays,
    extensions: [
      // SECURITY: no further authority may stand below this one.
      extension("2.5.29.19", sequence(boolean(true), integer(Buffer.from([0]))), true),
      extension("2.5.29.15", bitString(Buffer.from([0b0000_0110]), 1), true),
      extension("2.5.29.14", octetString(keyIdentifier(publicKey))),
    ],
  });
  return { cert, key: exportKey(privateKey) };
}

/** A leaf for the names, which are DNS names, wildcards too, or IP addresses. */
export function issueLeaf(
  authority: CertificateAndKey & { readonly name: string },
  names: readonly string[],
  nowMs: number,
): CertificateAndKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuerKeyIdentifier = implicit(0, keyIdentifier(createPublicKey(authority.key)));
  const cert = issue({
    subject: names[0] ?? "localhost",
    issuer: authority.name,
    publicKey,
    signingKey: authority.key,
    nowMs,
    days: leafDays,
    extensions: [
      extension("2.5.29.19", sequence(), true),
      extension("2.5.29.15", bitString(Buffer.from([0b1000_0000]), 7), true),
      extension("2.5.29.37", sequence(serverAuthentication)),
      extension("2.5.29.35", sequence(issuerKeyIdentifier)),
      extension("2.5.29.14", octetString(keyIdentifier(publicKey))),
      extension("2.5.29.17", sequence(...names.map(generalName))),
    ],
  });
  return { cert, key: exportKey(privateKey) };
}

interface Issue {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signingKey: KeyObject | string;
  readonly nowMs: number;
  readonly days: number;
  readonly extensions: readonly Buffer[];
}

/** RFC 5280, 4.1. */
function issue(wanted: Issue): string {
  const { subject, issuer, publicKey, signingKey, nowMs, days, extensions } = wanted;
  // Random, positive and of at most 20 bytes.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const content = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    distinguishedName(issuer),
    sequence(time(nowMs - backdateMs), time(nowMs + days * dayMs)),
    distinguishedName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    explicit(3, sequence(...extensions)),
  );
  const certificate = sequence(
    content,
    ecdsaWithSha256,
    bitString(sign("sha256", content, signingKey)),
  );
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function distinguishedName(name: string): Buffer {
  // X.520 allows a common name 64 characters; the names that count are the alternative ones.
  return sequence(set(sequence(commonName, utf8String(name.slice(0, 64)))));
}

function extension(identifier: string, value: Buffer, isCritical = false): Buffer {
  const critical = isCritical ? [boolean(true)] : [];
  return sequence(objectIdentifier(identifier), ...critical, octetString(value));
}

function generalName(name: string): Buffer {
  return isIP(name) === 0
    ? implicit(2, Buffer.from(name, "latin1"))
    : implicit(7, addressBytes(name));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  const plain = new SocketAddress({ address, family: "ipv6" }).address;
  const [head = "", tail] = plain.split("::");
  const front = groupsOf(head);
  const back = groupsOf(tail ?? "");
  const bytes = Buffer.alloc(16);
  bytes.set(front, 0);
  bytes.set(back, 16 - back.length);
  return bytes;
}

function groupsOf(text: string): Buffer {
  const groups = text === "" ? [] : text.split(":");
  return Buffer.concat(
    groups.map((group) =>
      isIP(group) === 4 ? addressBytes(group) : Buffer.from(group.padStart(4, "0"), "hex"),
    ),
  );
}

function keyIdentifier(publicKey: KeyObject): Buffer {
  const spki = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest().subarray(0, 20);
}

function exportKey(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
