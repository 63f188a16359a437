// Which addresses are believed about the clients behind them, and whom they name.
import { BlockList, isIP, isIPv4 } from "node:net";
import { readAddress } from "./client-address.ts";

/** More proxies than this in a row are not followed. */
const maxHops = 32;

interface Network {
  readonly address: string;
  readonly prefixBits: number;
}

/** A network (`10.0.0.0/8`) or one address; undefined when it is neither. */
export function readNetwork(text: string): Network | undefined {
  const [, address = "", bits] = /^([0-9A-Fa-f.:]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
  const family = isIP(address);
  if (family === 0) return undefined;
  const width = family === 4 ? 32 : 128;
  const prefixBits = bits === undefined ? width : Number(bits);
  return prefixBits <= width ? { address, prefixBits } : undefined;
}

export class TrustedProxies {
  readonly #networks = new BlockList();

  constructor(networks: readonly string[]) {
    for (const text of networks) {
      const network = readNetwork(text);
      // The configuration was checked; what is no network trusts nobody.
      if (network !== undefined) {
        const { address, prefixBits } = network;
        this.#networks.addSubnet(address, prefixBits, isIPv4(address) ? "ipv4" : "ipv6");
      }
    }
  }

  has(address: string): boolean {
    const family = isIP(address);
    if (family === 0) return false;
    return this.#networks.check(address, family === 4 ? "ipv4" : "ipv6");
  }

  /**
   * The client behind a trusted proxy: the right-most address of X-Forwarded-For that is not trusted itself.
   * SECURITY: what stands left of it may have been made up, and is never looked at.
   */
  clientBehind(proxy: string, forwardedFor: string | undefined): string {
    let client = proxy;
    const hops = forwardedFor?.split(",").slice(-maxHops) ?? [];
    for (const hop of hops.reverse()) {
      const address = readHop(hop.trim());
      if (address === undefined) break;
      client = address;
      if (!this.has(address)) break;
    }
    // SECURITY: a piece of a string keeps the whole of it, so every address that is remembered (sessions, rate limits) would hold
    // as long a field as a client cared to send.
    return client === proxy ? proxy : Buffer.from(client, "latin1").toString("latin1");
  }
}

/** Null, which costs nothing to ask, when nobody is trusted. */
export function trustedProxiesOf(networks: readonly string[]): TrustedProxies | null {
  return networks.length === 0 ? null : new TrustedProxies(networks);
}

/** Some proxies write the port as well: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function readHop(text: string): string | undefined {
  const [, bracketed, withPort] =
    /^\[([^\]]*)\](?::\d{1,5})?$|^(\d[\d.]*):\d{1,5}$/.exec(text) ?? [];
  return readAddress(bracketed ?? withPort ?? text);
}
