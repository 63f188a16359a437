// Who asks for what: draws client, key, method and path of each request of a generator from its seed.
import type { TrafficConfig } from "../../contract/config-lab.ts";
import { type Random, seededRandom } from "../../ports.ts";
import { type CookieJar, createCookieJar } from "./cookie-jar.ts";
import { identityAddress, type RequestParts, type TargetListener } from "./traffic-client.ts";
import { createZipf } from "./zipf.ts";

export interface RequestSource {
  next(to: TargetListener): RequestParts;
  /** The same sequences go on; cookies are kept. */
  configure(config: TrafficConfig): void;
}

/** Keys and mix draw from sequences of their own, so that turning one leaves the others as they were. */
const [keySeedOffset, mixSeedOffset] = [2, 3];

export function createRequestSource(
  config: TrafficConfig,
  hasIdentities: () => boolean,
): RequestSource {
  const clients = seededRandom(config.seed);
  const keys = seededRandom(config.seed + keySeedOffset);
  const mixes = seededRandom(config.seed + mixSeedOffset);
  const jars = new Map<number, CookieJar>();
  let draw = drawersOf(config);

  function drawersOf(next: TrafficConfig) {
    return {
      identity: next.identity,
      host: next.host,
      client: createZipf(next.clients, next.clientSkew, clients),
      key: next.keys && createZipf(next.keys.count, next.keys.skew, keys),
      keyHeader: next.keys?.header,
      entry: entryDrawer(next, mixes),
    };
  }

  function jarOf(client: number): CookieJar {
    const jar = jars.get(client) ?? createCookieJar();
    jars.set(client, jar);
    return jar;
  }

  return {
    next(to) {
      const client = draw.client();
      const entry = draw.entry();
      const key = draw.key && `k${draw.key()}`;
      const headers: Record<string, string> = {};
      if (key !== undefined && draw.keyHeader !== undefined) headers[draw.keyHeader] = key;
      const isForwarded = draw.identity === "forwarded-for";
      const ownAddress = `10.0.${client >> 8}.${client & 255}`;
      if (isForwarded) headers["x-forwarded-for"] = ownAddress;
      const hasOwnSocket = !isForwarded && !to.readsProxyHeader && hasIdentities();
      return {
        method: entry.method,
        path: wirePath(key === undefined ? entry.path : entry.path.replaceAll("{key}", key)),
        headers,
        bodyBytes: entry.bodyBytes,
        jar: draw.identity === "cookie-jar" ? jarOf(client) : undefined,
        localAddress: hasOwnSocket ? identityAddress(client, to) : undefined,
        // Those told apart by a field share one proxy, so they share its address.
        claimedAddress: to.readsProxyHeader ? (isForwarded ? "127.0.0.1" : ownAddress) : undefined,
        host: draw.host,
      };
    },
    configure(next) {
      draw = drawersOf(next);
    },
  };
}

function entryDrawer({ mix, path }: TrafficConfig, random: Random) {
  const [only] = mix;
  if (!only) return () => ({ method: "GET", path, bodyBytes: 0 });
  const total = mix.reduce((sum, { share }) => sum + share, 0);
  return () => {
    let left = random() * total;
    for (const entry of mix) {
      left -= entry.share;
      if (left < 0) return entry;
    }
    return only;
  };
}

/** Paths people write may hold spaces or letters that a request line must not. */
function wirePath(path: string): string {
  const { pathname, search } = new URL(`http://lab${path}`);
  return pathname + search;
}
