// Whom a listener believes about the clients behind it, and which of the addresses in X-Forwarded-For is the client.
import { describe, expect, it } from "vitest";
import { readNetwork, TrustedProxies } from "../../../balancer-core/proxy/trusted-proxies.ts";

const trusted = new TrustedProxies(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::1"]);

describe("trusted proxies", () => {
  it.each([
    ["10.255.0.1", true],
    ["11.0.0.1", false],
    ["192.0.2.7", true],
    ["192.0.2.8", false],
    ["2001:db8:ffff::1", true],
    ["2001:db9::1", false],
    ["::1", true],
    ["", false],
    ["unknown", false],
  ])("hold %s: %s", (address, isTrusted) => {
    expect(trusted.has(address)).toBe(isTrusted);
  });

  it.each([
    ["nothing said", undefined, "10.0.0.1"],
    ["one client", "203.0.113.5", "203.0.113.5"],
    ["proxies in a row", "203.0.113.5, 10.1.1.1,10.2.2.2", "203.0.113.5"],
    ["an address made up on the left", "1.2.3.4, 203.0.113.5, 10.1.1.1", "203.0.113.5"],
    ["only proxies", "10.3.3.3, 10.1.1.1", "10.3.3.3"],
    ["a word", "203.0.113.5, unknown, 10.1.1.1", "10.1.1.1"],
    ["an empty entry", "203.0.113.5, ,", "10.0.0.1"],
    ["a port", "203.0.113.5:4711", "203.0.113.5"],
    ["IPv6 in its long form", "2A00:0:0:0::0001", "2a00::1"],
    ["IPv6 in brackets", "[2a00::1]:4711, [2001:db8::5]", "2a00::1"],
    ["IPv4 mapped into IPv6", "::ffff:203.0.113.5", "203.0.113.5"],
    ["more proxies than are followed", `203.0.113.5${", 10.1.1.1".repeat(40)}`, "10.1.1.1"],
  ])("find the client behind them: %s", (_, forwardedFor, client) => {
    expect(trusted.clientBehind("10.0.0.1", forwardedFor)).toBe(client);
  });

  it.each([
    "",
    "10.0.0.0/33",
    "10.0.0/8",
    "::/129",
    "10.0.0.0/08",
    "10.0.0.0/8/8",
    "proxy.example",
    "fe80::1%lo",
  ])("know that %j is no network", (text) => {
    expect(readNetwork(text)).toBeUndefined();
  });

  it("take an address alone and any length of prefix", () => {
    expect(readNetwork("::1")).toEqual({ address: "::1", prefixBits: 128 });
    expect(readNetwork("0.0.0.0/0")).toEqual({ address: "0.0.0.0", prefixBits: 0 });
  });
});
