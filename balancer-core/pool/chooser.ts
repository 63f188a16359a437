// A pool's algorithm at work: who may be chosen, derived after a change, who of them is at the limit, kept up to date with every
// request, and the choice. It counts nothing; leases are the pool's.
import type { SelectionAlgorithm } from "../algorithms/algorithm.ts";
import { createAlgorithm } from "../algorithms/registry.ts";
import type { AlgorithmConfig } from "../contract/config-pool.ts";
import type { Decision } from "../contract/records.ts";
import type { Ports } from "../ports.ts";
import { explainChoice } from "./decision.ts";
import { type Selection, selectFrom } from "./selection.ts";
import type { PooledServer } from "./server.ts";
import type { LeaseContext, PoolParts, Refusal, Server } from "./types.ts";

/** What it asks of its pool, which may have another answer after every change. */
export interface ChooserScope {
  readonly servers: readonly PooledServer[];
  readonly parts: PoolParts;
  readonly config: { readonly algorithm: AlgorithmConfig; readonly panicThreshold: number };
}

const nobody: readonly Server[] = [];

export class Chooser {
  readonly #scope: ChooserScope;
  readonly #ports: Ports;
  #algorithm: SelectionAlgorithm<PooledServer>;
  /** Derived when first asked for after a change, so that a lease costs no walk over all servers; undefined when outdated. */
  #derived: Selection<PooledServer> | undefined;
  #candidates: ReadonlySet<PooledServer> = new Set();
  /** Candidates at their limit. */
  readonly #full = new Set<PooledServer>();
  /** Whom the last choice left out because this request had them. */
  #skipped = nobody;

  constructor(scope: ChooserScope, ports: Ports) {
    this.#scope = scope;
    this.#ports = ports;
    this.#algorithm = this.#create();
  }

  get usable(): number {
    return this.#selection().usable;
  }

  /** Servers that anything may go to, by their states. */
  get takers(): number {
    return this.#selection().takers;
  }

  /** A state, a weight, an order or the list of servers changed. */
  outdate(): void {
    this.#derived = undefined;
  }

  /** The configuration names another algorithm. */
  replace(): void {
    this.#algorithm = this.#create();
    this.outdate();
  }

  choose({ tried, hashKey, clientAddress }: LeaseContext): PooledServer | Refusal {
    const { candidates } = this.#selection();
    if (candidates.length === 0) return "unusable";
    if (candidates.length === this.#full.size) return "full";
    // A client without the part that is hashed is told by its address, so that it still comes to one server.
    const key = hashKey || clientAddress;
    const server = this.#algorithm.choose(tried, key);
    this.#skipped = tried;
    return server ?? (tried.length > 0 ? this.#chooseAgain(tried, key) : "unusable");
  }

  /** The choice just made, before anything is counted. */
  explain(context: LeaseContext, chosen: PooledServer, sticky: "none" | "miss"): Decision {
    return explainChoice({
      algorithm: this.#scope.config.algorithm.type,
      account: this.#algorithm.account,
      selection: this.#selection(),
      full: this.#full,
      skipped: this.#skipped,
      part: context.hashKey ? this.#scope.parts.hash : null,
      key: context.hashKey || context.clientAddress,
      chosen,
      sticky,
    });
  }

  /** Requests of the server became one more or one less. */
  loadChanged(server: PooledServer): void {
    this.#algorithm.loadChanged?.(server);
    if (server.config.maxConnections === 0) return;
    if (server.isFull === this.#full.has(server) || this.#derived === undefined) return;
    if (!this.#candidates.has(server)) return;
    if (server.isFull) this.#full.add(server);
    else this.#full.delete(server);
    this.#algorithm.setAvailable(server, !server.isFull);
  }

  ended(server: PooledServer, latencyMs: number | null, isFailure: boolean): void {
    this.#algorithm.ended?.(server, latencyMs, isFailure);
  }

  #create(): SelectionAlgorithm<PooledServer> {
    const { clock, random } = this.#ports;
    return createAlgorithm(this.#scope.config.algorithm, { random, now: () => clock.now() });
  }

  #selection(): Selection<PooledServer> {
    if (this.#derived === undefined) {
      const { servers, config } = this.#scope;
      const selection = selectFrom(servers, config.panicThreshold);
      this.#derived = selection;
      this.#candidates = new Set(selection.candidates);
      this.#full.clear();
      this.#algorithm.prepare(selection.candidates, selection.members);
      for (const server of selection.candidates) {
        if (!server.isFull) continue;
        this.#full.add(server);
        this.#algorithm.setAvailable(server, false);
      }
    }
    return this.#derived;
  }

  /** This request had everyone who is available. */
  #chooseAgain(tried: readonly Server[], key: string): PooledServer | Refusal {
    // Each attempt goes to another server while there is one, and one at its limit is one.
    for (const server of this.#full) if (!tried.includes(server)) return "full";
    // Then one it had, but not the one that failed just now.
    this.#skipped = tried.slice(-1);
    const other = this.#algorithm.choose(this.#skipped, key);
    if (other !== undefined) return other;
    this.#skipped = nobody;
    return this.#algorithm.choose(nobody, key) ?? "unusable";
  }
}
