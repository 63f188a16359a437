// The last line of a terminal while serving: servers up, requests a second, the slowest p95. Says it in as many words as fit.
import type { Snapshot } from "../balancer-core/contract/snapshot.ts";

const takesTraffic: ReadonlySet<string> = new Set(["up", "degraded", "unchecked"]);
/** Who is away because a person wants it is not missing. */
const isWanted = ({ intent }: { readonly intent: string }) => intent === "ready";

export interface StatusLineOptions {
  /** Columns of the terminal. */
  readonly columns: number;
  readonly withColour: boolean;
}

/** One line, at most `columns - 1` wide: a full line would wrap on some terminals. */
export function statusLine(snapshot: Snapshot, { columns, withColour }: StatusLineOptions): string {
  const servers = snapshot.pools.flatMap((pool) => pool.servers);
  const wanted = servers.filter(isWanted);
  const up = wanted.filter(({ state }) => takesTraffic.has(state)).length;
  const rate = servers.reduce((sum, { requestRate }) => sum + requestRate, 0);
  const failures = servers.reduce((sum, { errorRate }) => sum + errorRate, 0);
  const [slowest] = servers
    .flatMap(({ id, latencyMs }) => (latencyMs === null ? [] : [{ id, p95: latencyMs.p95 }]))
    .sort((one, other) => other.p95 - one.p95);

  const parts = [
    `${up} of ${wanted.length} up`,
    `${figure(rate)} req/s`,
    ...(slowest === undefined ? [] : [`p95 ${figure(slowest.p95)} ms (${slowest.id})`]),
    ...(failures > 0 ? [`${figure(failures)} errors/s`] : []),
  ];
  const room = Math.max(0, columns - 3);
  let text = "";
  for (const part of parts) {
    const longer = text === "" ? part : `${text} · ${part}`;
    if (longer.length > room) break;
    text = longer;
  }
  const isWell = up === wanted.length && failures === 0;
  const sign = isWell ? "●" : "▲";
  if (text === "") return "";
  return withColour ? `\x1b[${isWell ? 32 : 33}m${sign}\x1b[0m ${text}` : `${sign} ${text}`;
}

function figure(value: number): string {
  return value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(1);
}
