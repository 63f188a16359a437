// Who may be chosen now, derived from all servers of a pool: state, weight, limit, backup, panic. Pure; the pool keeps the result
// until something changed.
import type { ServerConfig } from "../contract/config-pool.ts";
import type { ServerState } from "../contract/snapshot.ts";
import { isUsable } from "./server-state.ts";

/** What this file asks of a server. */
export interface Selectable {
  readonly config: Pick<ServerConfig, "weight" | "backup" | "intent">;
  readonly state: ServerState;
  readonly isRemoved: boolean;
  readonly isFull: boolean;
}

export interface Selection<S extends Selectable> {
  /** Those an algorithm chooses from. */
  readonly candidates: readonly S[];
  /** Those it would choose from if they were not at their limit. */
  readonly full: readonly S[];
  /** Servers whose state lets them take new traffic. */
  readonly usable: number;
  /** Health is ignored, because too few servers are usable. */
  readonly isPanic: boolean;
}

/**
 * Backups count only while no other server could take anything: others at their limit are waited for, not passed by.
 * Panic never outranks a usable backup, which is better than a server known to be bad.
 */
export function selectFrom<S extends Selectable>(
  servers: readonly S[],
  panicThresholdPercent: number,
): Selection<S> {
  const wanted = servers.filter(({ config, isRemoved }) => config.intent === "ready" && !isRemoved);
  const usable = wanted.filter(({ state }) => isUsable(state));
  const weighty = usable.filter(({ config }) => config.weight > 0);
  const primaries = wanted.filter(({ config }) => !config.backup);
  const usablePrimaries = usable.filter(({ config }) => !config.backup);

  const isPanic =
    panicThresholdPercent > 0 &&
    !weighty.some(({ config }) => config.backup) &&
    usablePrimaries.length * 100 < primaries.length * panicThresholdPercent;
  const takers = isPanic ? primaries.filter(({ config }) => config.weight > 0) : weighty;
  const chosenTier = takers.some(({ config }) => !config.backup)
    ? takers.filter(({ config }) => !config.backup)
    : takers;
  return {
    candidates: chosenTier.filter(({ isFull }) => !isFull),
    full: chosenTier.filter(({ isFull }) => isFull),
    usable: usable.length,
    isPanic,
  };
}

/** Why a server is not among the candidates, as the decision shows it. */
export function exclusionReason<S extends Selectable>(server: S, selection: Selection<S>): string {
  if (server.isRemoved) return "removed";
  if (selection.full.includes(server)) return "full";
  if (!isUsable(server.state) && !selection.isPanic) return server.state;
  if (server.config.intent !== "ready") return server.state;
  if (server.config.weight === 0) return "weight 0";
  return "backup not needed";
}
