// The contract's methods behind drag and drop: a server to another place, a simulated server into a pool, and what listens here.
import { BalancerError } from "../contract/balancer-error.ts";
import type { Config } from "../contract/config-schema.ts";
import { addLabServer, moveServer } from "../persistence/document-edit.ts";
import { nextFreePort } from "../persistence/free-ports.ts";
import type { Handlers, HostParts } from "./handlers.ts";
import { createPortDetector } from "./local-ports.ts";

/** Where the ports of simulated servers begin. */
const firstLabPort = 9_001;

export function placingMethods({ balancer, configuration, lab }: HostParts) {
  const detector = createPortDetector();

  return {
    async "server.move"({ pool, server, to, before }, author) {
      const revision = await configuration.edit(
        (document) => moveServer(document, pool, server, to, before),
        author,
      );
      return { revision };
    },
    async "lab-server.add"({ pool }, author) {
      const { config } = balancer;
      if (!config.pools.some(({ id }) => id === pool)) {
        throw new BalancerError("NOT_FOUND", `there is no pool "${pool}"`);
      }
      const port = await nextFreePort(firstLabPort, claimedPorts(config));
      if (port === undefined) {
        const message = `no port from ${firstLabPort} on is free for another simulated server`;
        throw new BalancerError("LISTENER_PORT_IN_USE", message);
      }
      const id = freeId(config, pool);
      const bind = `127.0.0.1:${port}`;
      const protocol = isTcpPool(config, pool) ? { protocol: "tcp" as const } : {};
      const revision = await configuration.edit(
        (document) => addLabServer(document, pool, { id, ...protocol, bind }),
        author,
      );
      return { revision, id, address: bind };
    },
    async "ports.detect"() {
      const { config } = balancer;
      const open = [
        ...balancer.snapshot(configuration.revision).listeners.map(({ address }) => address),
        ...lab.status().servers.map(({ address }) => address),
        config.console?.bind ?? "",
      ];
      return detector.detect(new Set(open.map(portOf)));
    },
  } satisfies Partial<Handlers>;
}

const portOf = (address: string): number => Number(/:(\d+)$/.exec(address)?.[1]);

/** Also those of servers that are not there now: their addresses are spoken for. */
function claimedPorts({ listeners, pools, lab, console }: Config): ReadonlySet<number> {
  const addresses = [
    ...listeners.map(({ bind }) => bind),
    ...pools.flatMap(({ servers }) => servers.map(({ address }) => address)),
    ...lab.servers.map(({ bind }) => bind),
    ...(console ? [console.bind] : []),
  ];
  return new Set(addresses.map(portOf));
}

/** One name for the simulated server and its place in the pool. */
function freeId({ pools, lab }: Config, poolId: string): string {
  const taken = new Set([
    ...lab.servers.map(({ id }) => id),
    ...(pools.find(({ id }) => id === poolId)?.servers ?? []).map(({ id }) => id),
  ]);
  let number = 1;
  while (taken.has(`sim${number}`)) number += 1;
  return `sim${number}`;
}

/** Only listeners that do not speak HTTP lead there. */
function isTcpPool({ listeners }: Config, poolId: string): boolean {
  const feeders = listeners.filter(
    ({ pool, routes }) => pool === poolId || routes.some((route) => route.pool === poolId),
  );
  return feeders.length > 0 && feeders.every(({ protocol }) => protocol === "tcp");
}
