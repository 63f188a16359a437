// Which changes of servers are worth telling a person who does not look: a server that went down or came back, at most once a
// minute each, many at once as one. What a minute holds back is told at its end, unless it has passed by then.
import type { BalancerEvent } from "../../balancer-core/contract/records.ts";
import type { Clock, Timer } from "../../balancer-core/index.ts";

export interface Notice {
  readonly kind: "down" | "back";
  readonly servers: readonly NoticedServer[];
}

export interface NoticedServer {
  readonly pool: string;
  readonly server: string;
  readonly reason: string;
}

const quietMs = 60_000;
/** Changes within it are one notice: what one cause takes down goes down within a few checks. */
const gatherMs = 1_500;
/** Servers remembered; beyond it nobody could read the notices either. */
const mostServers = 5_000;

interface Known extends NoticedServer {
  isDown: boolean;
  /** What was said last; a server is thought to be up until it is told otherwise. */
  toldDown: boolean;
  toldAt: number;
  reason: string;
}

export interface Notices {
  see(events: readonly BalancerEvent[]): void;
  /** Another balancer runs: what was told of the old one means nothing. */
  forget(): void;
}

export function createNotices(clock: Clock, tell: (notice: Notice) => void): Notices {
  const known = new Map<string, Known>();
  let timer: Timer | null = null;

  function see(events: readonly BalancerEvent[]): void {
    for (const event of events) note(event);
    plan();
  }

  function note({ kind, pool, server, to, reason = "" }: BalancerEvent): void {
    if (kind !== "server-state" || !pool || !server || !to) return;
    const isDown = to === "down" || to === "ejected";
    // On its way back is neither: what was said last stays true.
    if (!isDown && to !== "up" && to !== "degraded") return;
    const key = `${pool}/${server}`;
    const one = known.get(key);
    if (one) Object.assign(one, { isDown, reason });
    else if (isDown && known.size < mostServers) {
      const toldAt = Number.NEGATIVE_INFINITY;
      known.set(key, { pool, server, reason, isDown, toldDown: false, toldAt });
    }
  }

  const isDue = ({ isDown, toldDown }: Known) => isDown !== toldDown;

  function plan(): void {
    if (timer !== null) return;
    const due = [...known.values()].filter(isDue);
    if (due.length === 0) return;
    const waits = due.map(({ toldAt }) => toldAt + quietMs - clock.now());
    timer = clock.after(Math.max(gatherMs, Math.min(...waits)), () => {
      timer = null;
      tellDue();
      plan();
    });
  }

  function tellDue(): void {
    const now = clock.now();
    const due = [...known.values()].filter((one) => isDue(one) && now - one.toldAt >= quietMs);
    for (const one of due) Object.assign(one, { toldDown: one.isDown, toldAt: now });
    for (const kind of ["down", "back"] as const) {
      const servers = due
        .filter(({ isDown }) => isDown === (kind === "down"))
        .map(({ pool, server, reason }) => ({ pool, server, reason }));
      if (servers.length > 0) tell({ kind, servers });
    }
    for (const [key, one] of known) {
      if (!one.isDown && !one.toldDown && now - one.toldAt >= quietMs) known.delete(key);
    }
  }

  return {
    see,
    forget() {
      known.clear();
      timer?.cancel();
      timer = null;
    },
  };
}
