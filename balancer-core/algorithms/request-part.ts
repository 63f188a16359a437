// Which part of a request a hash or a session goes by. The relay takes it while it has the head, so that nobody keeps heads.
import type { AlgorithmConfig } from "../contract/config-pool.ts";

/** Names of header fields are in lower case; those of cookies and of the query are as written. */
export type RequestPart =
  | { readonly kind: "path" }
  | { readonly kind: "header" | "cookie" | "query"; readonly name: string };

/** What an algorithm hashes; null for the client's address, which every request has, and for those that hash nothing. */
export function hashPartOf(config: AlgorithmConfig): RequestPart | null {
  const key = "key" in config ? config.key : "source-ip";
  if (key === "source-ip") return null;
  if (key === "path") return { kind: "path" };
  const colon = key.indexOf(":");
  const kind = key.slice(0, colon) as "header" | "cookie" | "query";
  const name = key.slice(colon + 1);
  return { kind, name: kind === "header" ? name.toLowerCase() : name };
}
