// What an https listener puts before its connections: certificates and handshakes, opened, changed and closed as one.
import type { Socket } from "node:net";
import { BalancerError } from "../../contract/balancer-error.ts";
import type { ListenerConfig } from "../../contract/config-listener.ts";
import { sentence } from "../../contract/sentences.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import type { ListenerDependencies } from "../types.ts";
import { ListenerIdentities } from "./listener-identities.ts";
import { type HandshakeOptions, TlsHandshakes } from "./tls-handshakes.ts";

export interface TlsFront {
  /** Handshakes under way. */
  readonly handshakes: number;
  /** Begins a handshake that must be over at the deadline, on the listener's clock. */
  secure(socket: Socket, deadlineAt: number, endpoints: Endpoints): void;
  sweep(now: number): void;
  /** Cuts the oldest handshake, to make room, unless it still has longer than until then. False when none is cut. */
  cutOldest(deadlineBefore: number): boolean;
  /** Takes over other certificates and settings for handshakes from now on; connections stay. */
  update(config: ListenerConfig): void;
  /** Ends handshakes under way and lets go of the files. Safe to call twice. */
  close(): void;
}

/** Rejects with LISTENER_FAILED when a certificate cannot be served. */
export async function openTlsFront(
  config: ListenerConfig,
  { ports, directory, onWarning = () => undefined }: ListenerDependencies,
  outcomes: Omit<HandshakeOptions, "identities">,
): Promise<TlsFront> {
  const identities = new ListenerIdentities(config, { clock: ports.clock, directory, onWarning });
  try {
    await identities.open();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const thing = sentence("LISTENER", { id: config.id });
    const message = sentence("THING_SAYS", { thing, said: reason });
    throw new BalancerError("LISTENER_FAILED", message, { cause });
  }
  const handshakes = new TlsHandshakes({ ...outcomes, identities });
  return {
    get handshakes() {
      return handshakes.size;
    },
    secure: (socket, deadlineAt, endpoints) => handshakes.start(socket, deadlineAt, endpoints),
    sweep: (now) => handshakes.sweep(now),
    cutOldest: (deadlineBefore) => handshakes.cutOldest(deadlineBefore),
    update: (next) => void identities.update(next),
    close() {
      identities.close();
      handshakes.cutAll();
    },
  };
}
