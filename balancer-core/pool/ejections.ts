// Ejections of a pool as a whole: whether it can do without one server more, and their end once it can do without none.
import { mayEjectOneMore } from "../health/passive-monitor.ts";
import type { PooledServer } from "./server.ts";
import { isUsable } from "./server-state.ts";
import type { StateChange } from "./types.ts";

/** What it asks of its pool, which may have another answer after every change. */
export interface EjectionScope {
  readonly servers: readonly PooledServer[];
  readonly config: { readonly passive: { readonly maxEjectedPercent: number } };
}

export class Ejections {
  readonly #scope: EjectionScope;
  readonly #takers: () => number;
  /** Servers that nothing but an ejection keeps from taking traffic. */
  readonly #ejected = new Set<PooledServer>();

  /** `takers`: how many servers take new traffic whatever it is. */
  constructor(scope: EjectionScope, takers: () => number) {
    this.#scope = scope;
    this.#takers = takers;
  }

  changed({ server, to }: StateChange<PooledServer>): void {
    if (to === "ejected") this.#ejected.add(server);
    else this.#ejected.delete(server);
  }

  mayEject(id: string): boolean {
    const { servers, config } = this.#scope;
    const wanted = servers.filter(({ intent, isRemoved }) => intent === "ready" && !isRemoved);
    const isTaker = wanted.some(
      (server) => server.id === id && server.weight > 0 && isUsable(server.state),
    );
    const health = {
      servers: wanted.length,
      ejected: this.#ejected.size,
      others: this.#takers() - (isTaker ? 1 : 0),
    };
    return mayEjectOneMore(health, config.passive.maxEjectedPercent);
  }

  /**
   * Nobody else can take a request: an ejection is a guess, and the others are known to be worse. False when nobody was
   * ejected.
   */
  endAll(): boolean {
    const ejected = [...this.#ejected].filter(({ weight }) => weight > 0);
    for (const server of ejected) server.pardon();
    return ejected.length > 0;
  }
}
