// Certificates of our own, read back by Node's own reader, which knows nothing of how they were written.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  issueAuthority,
  issueLeaf,
} from "../../../../balancer-core/proxy/tls/issue-certificate.ts";

const now = Date.UTC(2026, 5, 1);
const name = "Evenkeel test authority";
const authority = { ...issueAuthority(name, now), name };

describe("a certificate of our own", () => {
  it("is an authority that signed itself and fits its key", () => {
    const read = new X509Certificate(authority.cert);
    expect(read.ca).toBe(true);
    expect(read.subject).toBe(`CN=${name}`);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(authority.key))).toBe(true);
  });

  it("is a leaf of the authority for exactly its names", () => {
    const names = ["localhost", "*.example.org", "127.0.0.1", "::1", "fd00::12:1"];
    const leaf = new X509Certificate(issueLeaf(authority, names, now).cert);
    const parent = new X509Certificate(authority.cert);
    expect(leaf.ca).toBe(false);
    expect(leaf.verify(parent.publicKey)).toBe(true);
    expect(leaf.checkIssued(parent)).toBe(true);
    expect(leaf.checkHost("a.example.org")).toBe("*.example.org");
    expect(leaf.checkHost("a.b.example.org")).toBeUndefined();
    expect(leaf.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(leaf.checkIP("::1")).toBe("::1");
    expect(leaf.checkIP("fd00::12:1")).toBe("fd00::12:1");
    expect(leaf.checkIP("127.0.0.2")).toBeUndefined();
  });

  it("begins a day ago and ends before browsers would call it too long", () => {
    const leaf = new X509Certificate(issueLeaf(authority, ["localhost"], now).cert);
    expect(Date.parse(leaf.validFrom)).toBe(now - 86_400_000);
    expect(Date.parse(leaf.validTo)).toBe(now + 397 * 86_400_000);
  });

  it("can end after 2049, where certificates write time in another form", () => {
    const late = new X509Certificate(issueAuthority(name, Date.UTC(2048, 0, 1)).cert);
    expect(new Date(late.validTo).getUTCFullYear()).toBe(2057);
  });
});
