// What a person wants to know before looking closer: is anything down and why, errors now and whose, what just changed.
import type { ServerSnapshot, Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { statesByUrgency } from "../../state/overview.ts";

export interface Situation {
  /** The server that deserves attention first, null when all are up. */
  readonly worst: { readonly pool: string; readonly server: ServerSnapshot } | null;
  /** How many others need attention as well. */
  readonly others: number;
  readonly servers: number;
  /** Those an operator took out of traffic. */
  readonly resting: number;
  /** Failures of servers a second. */
  readonly errorRate: number;
  /** Who fails most. */
  readonly failing: string | null;
  /** Errors the balancer answered itself since it started, the most frequent code first. */
  readonly ownAnswers: readonly (readonly [code: string, count: number])[];
}

/** States that somebody chose or that mean all is well. */
const calm: ReadonlySet<ServerSnapshot["state"]> = new Set([
  "up",
  "unchecked",
  "maintenance",
  "drained",
]);

export function situationOf({ listeners, pools }: Snapshot): Situation {
  const everyone = pools.flatMap((pool) =>
    pool.servers.map((server) => ({ pool: pool.id, server })),
  );
  const troubled = everyone
    .filter(({ server }) => !calm.has(server.state))
    .sort((left, right) => urgency(left.server) - urgency(right.server));
  let errorRate = 0;
  let failing: ServerSnapshot | null = null;
  for (const { server } of everyone) {
    errorRate += server.errorRate;
    if (server.errorRate > (failing?.errorRate ?? 0)) failing = server;
  }
  return {
    worst: troubled[0] ?? null,
    others: Math.max(0, troubled.length - 1),
    servers: everyone.length,
    resting: everyone.filter(({ server }) => server.intent !== "ready").length,
    errorRate,
    failing: failing?.id ?? null,
    ownAnswers: ownAnswersOf(listeners),
  };
}

const urgency = ({ state }: ServerSnapshot): number => statesByUrgency.indexOf(state);

function ownAnswersOf(listeners: Snapshot["listeners"]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { ownAnswers } of listeners)
    for (const [code, count] of Object.entries(ownAnswers))
      counts.set(code, (counts.get(code) ?? 0) + count);
  return [...counts].sort((left, right) => right[1] - left[1]);
}
