// Who may talk to the console's server: the token, the Host field and the Origin field. Pure functions over header values.
import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { hostname } from "node:os";
import type { Address } from "../../balancer-core/contract/units.ts";

const loopbackName = /^(localhost|.+\.localhost)$/;

export function isLoopback(host: string): boolean {
  if (isIP(host) !== 0) return host === "::1" || host.startsWith("127.");
  return loopbackName.test(host.toLowerCase());
}

/** Compares in constant time, also when lengths differ. */
export function isToken(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  // SECURITY: comparing digests of equal length in constant time keeps the answer's timing from revealing the token.
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** The token of `Authorization: Bearer TOKEN`. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
}

/**
 * Whether a Host field names this server. SECURITY: a page of a foreign name that was rebound to our address carries that
 * name in Host; without this check it could read everything here, with the browser believing it is its own site.
 */
export function isTrustedHost(hostHeader: string | undefined, bind: Address): boolean {
  const host = hostWithoutPort(hostHeader);
  if (host === undefined) return false;
  if (isLoopback(host) || host === bind.host.toLowerCase()) return true;
  if (isLoopback(bind.host)) return false;
  // Bound to the outside, any address and the machine's own name may lead here; rebinding needs another name.
  return isIP(host) !== 0 || host === hostname().toLowerCase();
}

function hostWithoutPort(hostHeader: string | undefined): string | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+))(?::\d{1,5})?$/.exec(hostHeader ?? "");
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

/** Whether a request came from a page of this very server, or from no page at all. */
export function isTrustedOrigin(origin: string | undefined, hostHeader: string | undefined) {
  if (origin === undefined) return true;
  // SECURITY: scripts of other sites, also of other ports of this machine, always send their origin with what matters here.
  const match = /^https?:\/\/(.+)$/.exec(origin);
  return match !== null && hostHeader !== undefined && match[1] === hostHeader.toLowerCase();
}
