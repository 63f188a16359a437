// The fixture's flow: dots in proportion to the rates of its servers, now and then a retry and an answer of the balancer's own.
import type { Flow, FlowDot } from "../../../balancer-core/contract/flow.ts";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { seededRandom } from "./fixture-random.ts";

const random = seededRandom(31);
const dotsPerMessage = 24;

export function fixtureFlow({ listeners, pools }: Snapshot): Flow {
  const servers = pools.flatMap((pool) =>
    pool.servers.map(({ id, requestRate }) => ({ pool: pool.id, id, requestRate })),
  );
  const total = servers.reduce((sum, { requestRate }) => sum + requestRate, 0);
  const count = Math.min(dotsPerMessage, Math.round(total / 2));
  const dots = Array.from({ length: count }, (_, index): FlowDot => {
    let place = random() * total;
    const server = servers.find(({ requestRate }) => {
      place -= requestRate;
      return place <= 0;
    });
    const pool = server?.pool ?? null;
    const isRetried = pool === "app" && index % 23 === 7;
    return {
      listener: listeners.find(({ pools: reached }) => reached[0] === pool)?.id ?? "web",
      pool,
      tried: server ? (isRetried ? ["s3", server.id] : [server.id]) : [],
      isFailed: pool === "app" && index % 29 === 11,
      agoMs: Math.round(500 - (index / count) * 500),
    };
  });
  return { dots, failedEach: 1, otherEach: Math.max(1, total / 2 / dotsPerMessage) };
}
