// A request as a command for a POSIX shell. Every part is quoted, so that a target from outside stays one argument. Pure.

import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";
import type { ListenerSnapshot } from "../../../../balancer-core/contract/snapshot.ts";

/** SECURITY: targets and hosts are the clients' own; unquoted, one of them could run commands of whoever pastes this. */
export function shellQuoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

type Via = Pick<ListenerSnapshot, "protocol" | "address"> | undefined;

export function curlOf({ method, target, host }: RequestRecord, listener: Via): string {
  const scheme = listener?.protocol === "https" ? "https" : "http";
  const address = reachable(listener?.address ?? host);
  const isAbsolute = /^https?:\/\//i.test(target);
  const parts = ["curl"];
  if (method === "HEAD") parts.push("--head");
  else if (method !== "GET") parts.push("--request", shellQuoted(method));
  if (host !== "" && host !== address) parts.push("--header", shellQuoted(`Host: ${host}`));
  if (!isAbsolute) parts.push("--path-as-is");
  parts.push(shellQuoted(isAbsolute ? target : `${scheme}://${address}${target}`));
  return parts.join(" ");
}

/** A listener on every interface is asked on this machine. */
function reachable(address: string): string {
  return address.replace(/^0\.0\.0\.0:/, "127.0.0.1:").replace(/^\[::\]:/, "[::1]:");
}
