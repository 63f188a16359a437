// What a generator needs of a protocol's client, and where the client's many identities come from.
import { createServer } from "node:net";
import type { ListenerConfig } from "../../contract/config-listener.ts";
import type { Address } from "../../contract/units.ts";
import { writeProxyHeader } from "../../proxy/proxy-protocol/write-header.ts";
import type { CookieJar } from "./cookie-jar.ts";

/** `unanswered`: no connection, a reset, or an answer cut short. */
export type Outcome = "succeeded" | "failed" | "unanswered";

export interface Exchange {
  /** Cuts the connection; `done` is not called any more. */
  cancel(): void;
}

export interface TrafficClient {
  /** Sends one request. `done` is called at most once and never before this returns. */
  send(target: Target, done: (outcome: Outcome) => void): Exchange;
  /** Cuts every connection it holds. */
  close(): void;
}

/** What one request is made of, wherever it goes. */
export interface RequestParts {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes: number;
  /** Cookies of the client that asks. */
  readonly jar: CookieJar | undefined;
  /** Address the connection comes from; undefined leaves it to the system. */
  readonly localAddress: string | undefined;
  /** Address that a PROXY header says it comes from; undefined sends none. */
  readonly claimedAddress: string | undefined;
  /** Host asked for, and server name over TLS; undefined asks for the target's address, and for no name. */
  readonly host: string | undefined;
}

/** A listener as traffic meets it. */
export interface TargetListener extends Address {
  readonly protocol: ListenerConfig["protocol"];
  readonly readsProxyHeader: boolean;
}

export interface Target {
  readonly listener: TargetListener;
  readonly parts: RequestParts;
}

/** What a proxy before the listener would say of this client's connection; null when it is to hear nothing. */
export function proxyHeaderOf({ listener, parts }: Target): Buffer | null {
  if (parts.claimedAddress === undefined) return null;
  return writeProxyHeader("v2", {
    sourceAddress: parts.claimedAddress,
    sourcePort: claimedPort,
    destinationAddress: listener.host,
    destinationPort: listener.port,
  });
}

/** Any will do: nobody can connect back to a client that is made up. */
const claimedPort = 50_000;

const firstIdentity = 2;

/** 127.0.0.2 for identity 0, and so on: source-based rules see that many clients. Only towards loopback, where they can be used. */
export function identityAddress(identity: number, { host }: Address): string | undefined {
  return host.startsWith("127.") ? `127.0.0.${firstIdentity + identity}` : undefined;
}

/** Linux and Windows own the whole of 127/8; macOS only 127.0.0.1, where all identities are one. */
export function hasLoopbackRange(): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ host: `127.0.0.${firstIdentity}`, port: 0 }, () => {
      probe.close(() => resolve(true));
    });
  });
}

/** A listener on every interface is reached through loopback. */
export function reachable<To extends Address>(to: To): To {
  if (to.host === "0.0.0.0") return { ...to, host: "127.0.0.1" };
  if (to.host === "::") return { ...to, host: "::1" };
  return to;
}
