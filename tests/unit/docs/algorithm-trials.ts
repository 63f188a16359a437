// What algorithms do, found by letting them do it: sequences, shares, keys that move. Chance is seeded and time is counted, so every
// run finds the same.
import type { SelectionAlgorithm } from "../../../balancer-core/algorithms/algorithm.ts";
import { createAlgorithm } from "../../../balancer-core/algorithms/registry.ts";
import {
  type AlgorithmName,
  algorithmSchema,
} from "../../../balancer-core/contract/config-pool.ts";
import {
  assigned,
  candidatesOf,
  clients,
  load,
  numbered,
  type TestCandidate,
  toolsFor,
} from "../algorithms/candidates.ts";

const keys = clients(20_000);

function create(type: AlgorithmName) {
  const { tools, clock } = toolsFor();
  const config = algorithmSchema.parse({ type });
  return { algorithm: createAlgorithm<TestCandidate>(config, tools), clock };
}

function choose(algorithm: SelectionAlgorithm<TestCandidate>, key: string): TestCandidate {
  const server = algorithm.choose([], key);
  if (server === undefined) throw new Error("nobody was chosen");
  return server;
}

/** The first choices among idle servers of weights 5, 1 and 1, each request over before the next, from clients in turn. */
export function sequence(type: AlgorithmName): string {
  const { algorithm } = create(type);
  algorithm.prepare(candidatesOf({ a: 5, b: 1, c: 1 }));
  return keys
    .slice(0, 14)
    .map((key) => choose(algorithm, key).id)
    .join(" ");
}

/** Percent for each server of weights 5, 3 and 2, with 100 requests in flight. */
export function shares(type: AlgorithmName): number[] {
  const candidates = candidatesOf({ a: 5, b: 3, c: 2 });
  const { algorithm } = create(type);
  algorithm.prepare(candidates);
  const open: TestCandidate[] = [];
  const chosen = new Map<string, number>();
  for (const key of keys) {
    const server = choose(algorithm, key);
    load(algorithm, server, 1);
    open.push(server);
    chosen.set(server.id, (chosen.get(server.id) ?? 0) + 1);
    const oldest = open.length > 100 ? open.shift() : undefined;
    if (oldest) load(algorithm, oldest, -1);
  }
  return percent(candidates, chosen, keys.length);
}

/** Percent for each of three equal servers that answer in 10, 20 and 40 ms, at 250 requests a second that come evenly. */
export function sharesBySpeed(type: AlgorithmName): number[] {
  const latencies: Readonly<Record<string, number>> = { a: 10, b: 20, c: 40 };
  const candidates = candidatesOf({ a: 1, b: 1, c: 1 });
  const { algorithm, clock } = create(type);
  algorithm.prepare(candidates);
  const chosen = new Map<string, number>();
  let open: { readonly server: TestCandidate; readonly endsAtMs: number }[] = [];
  for (const key of keys) {
    clock.nowMs += 4;
    for (const { server } of open.filter(({ endsAtMs }) => endsAtMs <= clock.nowMs)) {
      load(algorithm, server, -1);
      algorithm.ended?.(server, latencies[server.id] ?? 0, false);
    }
    open = open.filter(({ endsAtMs }) => endsAtMs > clock.nowMs);
    const server = choose(algorithm, key);
    load(algorithm, server, 1);
    chosen.set(server.id, (chosen.get(server.id) ?? 0) + 1);
    open.push({ server, endsAtMs: clock.nowMs + (latencies[server.id] ?? 0) });
  }
  return percent(candidates, chosen, keys.length);
}

export interface Moves {
  /** Percent of all keys that a change moves although their server is there before and after it. */
  readonly down: number;
  readonly removed: number;
  readonly added: number;
}

/** Ten servers, of which one goes down, is removed from the configuration, or is new in it. */
export function moves(type: AlgorithmName): Moves {
  const all = numbered(new Array<number>(11).fill(1));
  const ten = all.slice(0, 10);
  const without = ten.filter(({ id }) => id !== "s4");
  const places = (members: readonly TestCandidate[], candidates = members) => {
    const { algorithm } = create(type);
    algorithm.prepare(candidates, members);
    return assigned(algorithm, keys);
  };
  const before = places(ten);
  const moved = (after: readonly string[], without_: string) => {
    const count = before.filter(
      (id, index) => id !== after[index] && id !== without_ && after[index] !== without_,
    ).length;
    return (count * 100) / keys.length;
  };
  return {
    down: moved(places(ten, without), "s4"),
    removed: moved(places(without.map((server, ordinal) => ({ ...server, ordinal }))), "s4"),
    added: moved(places(all), "s10"),
  };
}

function percent(
  candidates: readonly TestCandidate[],
  chosen: ReadonlyMap<string, number>,
  total: number,
): number[] {
  return candidates.map(({ id }) => ((chosen.get(id) ?? 0) * 100) / total);
}
