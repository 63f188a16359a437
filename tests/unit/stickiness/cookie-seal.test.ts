// Sealed cookies: what one instance makes every other with the same key understands, and nobody else can make.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CookieSeal } from "../../../balancer-core/stickiness/cookie-seal.ts";

const key = Buffer.alloc(32, 7);
const end = Date.UTC(2026, 0, 1);

function sealOf(servers: readonly string[], poolId = "app", itsKey = key): CookieSeal {
  const seal = new CookieSeal(itsKey, poolId);
  seal.know(servers);
  return seal;
}

describe("a sealed cookie", () => {
  it("opens to the server and the end it was made with, also in another instance", () => {
    const value = sealOf(["a", "b"]).seal("b", end);
    expect(sealOf(["b", "c"]).open(value)).toEqual({ serverId: "b", expiresAt: end });
  });

  it("fits a cookie and says neither id nor address", () => {
    const value = sealOf(["server-1"]).seal("server-1", end);
    expect(value).toMatch(/^[\w-]{40}$/);
    expect(Buffer.from(value, "base64url").toString("latin1")).not.toContain("server-1");
  });

  it("leads to nobody once the server is gone", () => {
    const seal = sealOf(["a", "b"]);
    const value = seal.seal("a", end);
    seal.know(["b"]);
    expect(seal.open(value)).toEqual({ serverId: undefined, expiresAt: end });
  });

  it("means nothing to another pool or under another key", () => {
    const value = sealOf(["a"]).seal("a", end);
    expect(sealOf(["a"], "other").open(value)).toBeUndefined();
    expect(sealOf(["a"], "app", Buffer.alloc(32, 8)).open(value)).toBeUndefined();
  });

  it("does not open when a single bit of it is another", () => {
    const seal = sealOf(["a"]);
    const bytes = Buffer.from(seal.seal("a", end), "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(seal.open(changed.toString("base64url")), `bit ${bit}`).toBeUndefined();
    }
  });

  it("does not open from any other text", () => {
    const seal = sealOf(["a"]);
    const texts = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.string({ minLength: 40, maxLength: 40 }),
      fc.base64String({ minLength: 40, maxLength: 40 }),
    );
    void fc.assert(fc.property(texts, (text) => seal.open(text) === undefined));
  });

  it("is the same text each time, so that nothing depends on the instance", () => {
    expect(sealOf(["a"]).seal("a", end)).toBe(sealOf(["x", "a"]).seal("a", end));
  });
});
