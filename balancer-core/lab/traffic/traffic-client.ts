// What a generator needs of a protocol's client, and where the client's many identities come from.
import { createServer } from "node:net";
import type { Address } from "../../contract/units.ts";
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
}

export type TargetProtocol = "http" | "https" | "tcp";

export interface Target extends Address, RequestParts {
  readonly protocol: TargetProtocol;
}

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
export function reachable(address: Address): Address {
  if (address.host === "0.0.0.0") return { host: "127.0.0.1", port: address.port };
  if (address.host === "::") return { host: "::1", port: address.port };
  return address;
}
