// The fields that show a client who answered and why, on listeners that expose it. Ids and fixed words only.
import type { Lease, Pool } from "../../pool/types.ts";

export function exposedLines(lease: Lease, pool: Pool): string {
  const { decision } = lease;
  let text = pool.config.algorithm.type as string;
  if (decision !== null) {
    text += `; candidates=${decision.candidates.length}; excluded=${decision.excluded.length}`;
  }
  if (lease.sticky !== "none") text += `; sticky=${lease.sticky}`;
  return `X-Evenkeel-Server: ${lease.server.id}\r\nX-Evenkeel-Decision: ${text}\r\n`;
}
