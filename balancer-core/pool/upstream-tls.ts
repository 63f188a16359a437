// How the servers of a pool are reached over TLS, by relays and checks alike: whom to believe, which name to ask for and to hold
// the certificate against, and the sessions to resume.
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  createSecureContext,
  type SecureContext,
} from "node:tls";
import { BalancerError } from "../contract/balancer-error.ts";
import type { PoolConfig } from "../contract/config-pool.ts";
import { sentence } from "../contract/sentences.ts";
import { type Address, formatAddress } from "../contract/units.ts";
import { readPemFile } from "../pem-file.ts";

/** Servers of a pool are at most so many; what is above only loses its resumption. */
const mostSessions = 10_000;

export class UpstreamTls {
  readonly #context: SecureContext;
  readonly #serverName: string | undefined;
  /** By address. They belong to this object, since a resumed session is believed for what was verified when it began. */
  readonly #sessions = new Map<string, Buffer>();

  constructor(authorities: string | undefined, serverName: string | undefined) {
    // Without authorities of its own a pool believes those that Node knows.
    this.#context = createSecureContext(authorities === undefined ? {} : { ca: authorities });
    this.#serverName = serverName;
  }

  /** What `tls.connect` needs to reach and verify a server. A check asks for a full handshake, to see the present certificate. */
  optionsFor({ host, port }: Address, mode: "resume" | "full" = "full"): ConnectionOptions {
    const name = this.#serverName ?? host;
    const session =
      mode === "resume" ? this.#sessions.get(formatAddress({ host, port })) : undefined;
    return {
      host,
      port,
      secureContext: this.#context,
      // SECURITY: without it anybody on the way could answer for the server.
      rejectUnauthorized: true,
      checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
      // RFC 6066, 3: an address is no server name.
      servername: isIP(name) === 0 ? name : "",
      ...(session ? { session } : {}),
    };
  }

  /** Keeps a session for the next connection to the address. */
  remember(address: Address, session: Buffer): void {
    const key = formatAddress(address);
    if (this.#sessions.size >= mostSessions && !this.#sessions.has(key)) return;
    this.#sessions.set(key, session);
  }
}

/** Throws INVALID_CONFIG for authorities that cannot be read; null when the pool has no use for TLS. */
export function tlsOf(
  { id, upstream, health }: PoolConfig,
  { directory = "." }: { readonly directory?: string },
): UpstreamTls | null {
  if (!upstream.tls && health.type !== "https") return null;
  const { ca, serverName } = upstream;
  try {
    return new UpstreamTls(ca === undefined ? undefined : readAuthority(directory, ca), serverName);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BalancerError(
      "INVALID_CONFIG",
      sentence("THING_SAYS", { thing: sentence("POOL", { id }), said: reason }),
      { cause },
    );
  }
}

function readAuthority(directory: string, file: string): string {
  const text = readPemFile(directory, file);
  try {
    // What is no certificate would only be passed over, and nobody believed.
    new X509Certificate(text);
  } catch {
    throw new Error(sentence("FILE_NOT_CERTIFICATE", { file }));
  }
  return text;
}

export function needsOtherTls(before: PoolConfig, after: PoolConfig): boolean {
  const partsOf = ({ upstream: { tls, ca, serverName }, health }: PoolConfig) =>
    JSON.stringify([tls, ca, serverName, health.type === "https"]);
  return partsOf(before) !== partsOf(after);
}
