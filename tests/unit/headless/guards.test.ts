// Who may talk to the console's server, case by case.
import { describe, expect, it } from "vitest";
import {
  bearerToken,
  isToken,
  isTrustedHost,
  isTrustedOrigin,
} from "../../../headless/console/guards.ts";

const loopback = { host: "127.0.0.1", port: 7300 };
const outside = { host: "0.0.0.0", port: 7300 };

describe("the Host field", () => {
  it.each(["127.0.0.1:7300", "localhost:7300", "localhost:9", "[::1]:7300", "LOCALHOST"])(
    "%s is this machine",
    (host) => expect(isTrustedHost(host, loopback)).toBe(true),
  );

  it.each([
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:7300",
    "10.0.0.1",
    "localhost.",
    "127.1",
    "127.0.0.999",
    "0x7f.0.0.1",
    "2130706433",
    "[::ffff:127.0.0.1]",
    "[::1%25lo]",
    "localhost:7300:1",
    "127.0.0.1@evil.example",
    "127.0.0.1, evil.example",
    "",
    "a b",
    undefined,
  ])("%s is not, on a loopback address", (host) =>
    expect(isTrustedHost(host, loopback)).toBe(false),
  );

  it("may be any address, but no foreign name, on an outside address", () => {
    expect(isTrustedHost("10.0.0.1:7300", outside)).toBe(true);
    expect(isTrustedHost("evil.example:7300", outside)).toBe(false);
  });
});

describe("the Origin field", () => {
  it("must be absent or this very server", () => {
    expect(isTrustedOrigin(undefined, "127.0.0.1:7300")).toBe(true);
    expect(isTrustedOrigin("http://127.0.0.1:7300", "127.0.0.1:7300")).toBe(true);
    expect(isTrustedOrigin("http://127.0.0.1:8080", "127.0.0.1:7300")).toBe(false);
    expect(isTrustedOrigin("http://evil.example", "127.0.0.1:7300")).toBe(false);
    expect(isTrustedOrigin("null", "127.0.0.1:7300")).toBe(false);
  });
});

describe("the token", () => {
  it("is compared whole", () => {
    expect(isToken("secret", "secret")).toBe(true);
    expect(isToken("secre", "secret")).toBe(false);
    expect(isToken("", "secret")).toBe(false);
    expect(isToken(undefined, "secret")).toBe(false);
  });

  it("comes as a bearer", () => {
    expect(bearerToken("Bearer abc")).toBe("abc");
    expect(bearerToken("Basic abc")).toBeUndefined();
    expect(bearerToken("Bearer a b")).toBeUndefined();
  });
});
