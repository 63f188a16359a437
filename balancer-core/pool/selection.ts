// Who may be chosen now, derived from all servers of a pool: state, weight, backup, panic. Pure; the pool keeps the result until
// something changed. Limits are not asked about here: they change with every request, and the chooser keeps them up to date.
import type { ServerConfig } from "../contract/config-pool.ts";
import { sentence } from "../contract/sentences.ts";
import type { ServerState } from "../contract/snapshot.ts";
import { isUsable } from "./server-state.ts";

/** What this file asks of a server. */
export interface Selectable {
  readonly id: string;
  readonly config: Pick<ServerConfig, "weight" | "backup" | "intent">;
  readonly state: ServerState;
  readonly isRemoved: boolean;
}

export interface Exclusion {
  readonly server: string;
  readonly reason: string;
}

export interface Selection<S extends Selectable> {
  /** Those an algorithm chooses from, also while they are at their limit. */
  readonly candidates: readonly S[];
  /** The candidates and those who would be candidates in another state. */
  readonly members: readonly S[];
  /** Everyone else, with the reason as the decision shows it. */
  readonly excluded: readonly Exclusion[];
  /** Servers whose state lets them take new traffic. */
  readonly usable: number;
  /** Those of them that have a weight, so that anything may go to them; backups too. */
  readonly takers: number;
  /** Health is ignored, because too few servers are usable. */
  readonly isPanic: boolean;
}

interface Seen<S> {
  readonly server: S;
  readonly state: ServerState;
  readonly isWanted: boolean;
  readonly isUsable: boolean;
}

/**
 * Backups count only while no other server could take anything: others at their limit are waited for, not passed by.
 * Panic never outranks a usable backup, which is better than a server known to be bad.
 */
export function selectFrom<S extends Selectable>(
  servers: readonly S[],
  panicThresholdPercent: number,
): Selection<S> {
  const seen = servers.map((server) => look(server));
  const usable = seen.filter((each) => each.isUsable);
  const weighty = usable.filter(({ server }) => server.config.weight > 0);
  const primaries = seen.filter(({ server, isWanted }) => isWanted && !server.config.backup);
  const usablePrimaries = usable.filter(({ server }) => !server.config.backup);

  const isPanic =
    panicThresholdPercent > 0 &&
    !weighty.some(({ server }) => server.config.backup) &&
    usablePrimaries.length * 100 < primaries.length * panicThresholdPercent;
  const takers = isPanic ? primaries.filter(({ server }) => server.config.weight > 0) : weighty;
  const areBackups = !takers.some(({ server }) => !server.config.backup);
  const candidates = takers
    .map(({ server }) => server)
    .filter(({ config }) => config.backup === areBackups);
  const members = servers.filter(
    ({ config, isRemoved }) => !isRemoved && config.weight > 0 && config.backup === areBackups,
  );
  const chosen = new Set(candidates);
  const excluded = seen
    .filter(({ server }) => !chosen.has(server))
    .map((each) => ({ server: each.server.id, reason: exclusionReason(each, isPanic) }));
  return {
    candidates,
    members,
    excluded,
    usable: usable.length,
    takers: weighty.length,
    isPanic,
  };
}

/** The state is derived at every reading, so it is read once. */
function look<S extends Selectable>(server: S): Seen<S> {
  const { state } = server;
  const isWanted = server.config.intent === "ready" && !server.isRemoved;
  return { server, state, isWanted, isUsable: isWanted && isUsable(state) };
}

function exclusionReason<S extends Selectable>(
  { server, state, isWanted }: Seen<S>,
  isPanic: boolean,
): string {
  if (server.isRemoved) return sentence("REMOVED");
  if (!isUsable(state) && !isPanic) return state;
  if (!isWanted) return state;
  if (server.config.weight === 0) return sentence("WEIGHTLESS");
  return sentence("BACKUP_NOT_NEEDED");
}
