// The lines that bind a client to the server that answers, for the few answers that do.
import type { Lease, Pool } from "../../pool/types.ts";
import { setCookieLines } from "../../stickiness/cookie-text.ts";

/** Empty when the client is to get no cookie. */
export function stickyLines({ stickyCookie }: Lease, { config }: Pool, isSecure: boolean): string {
  const { stickiness } = config;
  if (stickyCookie === null || stickiness.type !== "cookie") return "";
  const { name, ttl } = stickiness;
  return setCookieLines({ name, value: stickyCookie, ttlMs: ttl, isSecure });
}
