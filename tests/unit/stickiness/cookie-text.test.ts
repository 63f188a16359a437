// Our cookie in heads: taken out without a trace, written with its attributes.
import { describe, expect, it } from "vitest";
import { setCookieLines, withoutCookie } from "../../../balancer-core/stickiness/cookie-text.ts";

describe("a request head without the cookie", () => {
  const head = (...lines: string[]) =>
    ["GET /?EK=no HTTP/1.1", "Host: x", ...lines, "", ""].join("\r\n");

  it.each([
    [["Cookie: a=b; EK=1; c=d"], ["Cookie: a=b; c=d"]],
    [["Cookie: EK=1; a=b"], ["Cookie: a=b"]],
    [["cookie:EK=1"], []],
    [["COOKIE: a=b;EK=1"], ["COOKIE: a=b"]],
    [["Cookie: EK=1; EK=2", "X: y"], ["X: y"]],
    [["Cookie: EK=1", "Cookie: a=b"], ["Cookie: a=b"]],
    [["Cookie: a=EK=1"], ["Cookie: a=EK=1"]],
    [["X-Cookie: EK=1"], ["X-Cookie: EK=1"]],
    [["X: EK=1"], ["X: EK=1"]],
  ])("makes %j to %j", (before, after) => {
    expect(withoutCookie(head(...before), "EK")).toBe(head(...after));
  });
});

describe("the lines that give the cookie", () => {
  it("end with the ttl, stay with this site and away from scripts and shared caches", () => {
    const line = { name: "EK", value: "v", ttlMs: 3_600_000, isSecure: false };
    expect(setCookieLines(line)).toBe(
      "Set-Cookie: EK=v; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax\r\nCache-Control: private\r\n",
    );
  });

  it("keep it to TLS where it was given over TLS", () => {
    const line = { name: "EK", value: "v", ttlMs: 1_500, isSecure: true };
    expect(setCookieLines(line)).toContain("; Max-Age=1; HttpOnly; SameSite=Lax; Secure\r\n");
  });
});
