// The certificates of one https listener while it runs: read at start, read again when their files change, watched for expiry.
// What cannot be read again leaves those before in place.
import { constants, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { createSecureContext, type SecureContext } from "node:tls";
import { BalancerError } from "../../contract/balancer-error.ts";
import type { ListenerConfig } from "../../contract/config-listener.ts";
import { sentence } from "../../contract/sentences.ts";
import { tryAddress } from "../../contract/units.ts";
import { fileMark, readPemFile } from "../../pem-file.ts";
import type { Clock, Timer } from "../../ports.ts";
import { createTurns } from "../../turns.ts";
import { createIdentity, describeVerdict, type Identity, verdictOf } from "./identity.ts";
import { issueLeaf } from "./issue-certificate.ts";
import { openLocalAuthority } from "./local-authority.ts";
import { createNameIndex, type NameIndex } from "./name-index.ts";

const lookEveryMs = 1_000;
/** SECURITY: whoever learns a ticket key can read every session resumed with it, so none lives for long. */
const ticketKeyLifeMs = 12 * 3_600_000;
const selfSignedLabel = "selfSigned";

export interface IdentityOptions {
  readonly clock: Clock;
  /** Where relative paths begin and the local authority is kept. */
  readonly directory: string | undefined;
  readonly onWarning: (message: string) => void;
}

interface Served {
  readonly names: readonly string[];
  readonly context: SecureContext;
}

export class ListenerIdentities {
  readonly #options: IdentityOptions;
  #config: ListenerConfig;
  #identities: readonly Identity[] = [];
  #index: NameIndex<Served> | null = null;
  #marks = "";
  /** Marks as last looked at: a change is taken over once it is a look old, since certificate and key are written one by one. */
  #seenMarks = "";
  #ticketKeys = randomBytes(48);
  #ticketKeysSince: number;
  readonly #told = new Map<string, string>();
  #timer: Timer | null = null;
  #isClosed = false;
  readonly #loads = createTurns();

  constructor(config: ListenerConfig, options: IdentityOptions) {
    this.#config = config;
    this.#options = options;
    this.#ticketKeysSince = options.clock.now();
  }

  /** Rejects with what is wrong with a file; then nothing is watched. */
  async open(): Promise<void> {
    await this.#load(this.#config);
    this.#timer = this.#options.clock.every(lookEveryMs, () => void this.#look());
  }

  /** The context for the name a client asked for. */
  contextFor(serverName: string | undefined): SecureContext {
    if (this.#index === null) throw new Error("contextFor before open");
    return this.#index.find(serverName).context;
  }

  /** Takes over another configuration. Never rejects: what is wrong becomes a warning. */
  update(config: ListenerConfig): Promise<void> {
    return this.#loads.take(async () => {
      const isSame = servedParts(config) === servedParts(this.#config);
      this.#config = config;
      if (!isSame) await this.#reload();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
  }

  async #load(config: ListenerConfig): Promise<void> {
    const { directory = ".", clock } = this.#options;
    const marks = await this.#marksOf(config);
    const identities = (config.tls?.certificates ?? []).map(({ cert, key }) => {
      const pair = { cert: readPemFile(directory, cert), key: readPemFile(directory, key) };
      return createIdentity(cert, pair);
    });
    if (config.tls?.selfSigned) {
      const authority = await openLocalAuthority(this.#options.directory, clock.wallTime());
      const leaf = issueLeaf(authority, selfSignedNames(config), clock.wallTime());
      // The authority goes along, so that a client that trusts it can build the chain.
      const pair = { cert: leaf.cert + authority.cert, key: leaf.key };
      identities.push(createIdentity(selfSignedLabel, pair));
    }
    if (identities.length === 0) {
      throw new BalancerError("INVALID_CONFIG", "tls: expected certificates or selfSigned: true");
    }
    this.#identities = identities;
    this.#marks = marks;
    this.#seenMarks = marks;
    this.#serve(config);
    this.#warn();
  }

  #serve(config: ListenerConfig): void {
    const [first, ...rest] = this.#identities.map(({ cert, key, names }): Served => {
      const context = createSecureContext({
        cert,
        key,
        minVersion: config.tls?.minVersion ?? "TLSv1.2",
        honorCipherOrder: true,
        // SECURITY: renegotiation lets one client make the server compute for free.
        secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
        sessionIdContext: "evenkeel",
        ticketKeys: this.#ticketKeys,
      });
      return { names, context };
    });
    if (first) this.#index = createNameIndex(first, rest);
  }

  async #look(): Promise<void> {
    const { clock } = this.#options;
    const marks = await this.#marksOf(this.#config);
    if (this.#isClosed) return;
    const isSettled = marks === this.#seenMarks;
    this.#seenMarks = marks;
    const isOldLeaf = this.#identities.some(
      (identity) =>
        identity.label === selfSignedLabel && verdictOf(identity, clock.wallTime()) !== "good",
    );
    if ((isSettled && marks !== this.#marks) || isOldLeaf)
      await this.#loads.take(() => this.#reload());
    if (clock.now() - this.#ticketKeysSince >= ticketKeyLifeMs) {
      this.#ticketKeys = randomBytes(48);
      this.#ticketKeysSince = clock.now();
      this.#serve(this.#config);
    }
    this.#warn();
  }

  async #reload(): Promise<void> {
    try {
      await this.#load(this.#config);
    } catch (error) {
      // Not tried again until the files change once more.
      this.#marks = this.#seenMarks;
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.onWarning(`${reason}; ${sentence("CERTIFICATES_KEPT")}`);
    }
  }

  async #marksOf(config: ListenerConfig): Promise<string> {
    const paths = (config.tls?.certificates ?? []).flatMap(({ cert, key }) => [cert, key]);
    const marks = paths.map((path) => fileMark(this.#options.directory ?? ".", path));
    return (await Promise.all(marks)).join("\n");
  }

  #warn(): void {
    const now = this.#options.clock.wallTime();
    for (const identity of this.#identities) {
      this.#tell(identity.label, describeVerdict(identity, verdictOf(identity, now)));
    }
    const strangers = hostsWithoutName(this.#config, this.#identities);
    this.#tell(
      "",
      strangers.length === 0
        ? null
        : `${sentence("NO_CERTIFICATE_FOR", { hosts: strangers.map((host) => `"${host}"`).join(", ") })}; ${sentence("FIRST_CERTIFICATE")}`,
    );
  }

  /** Says each thing once, and again only after it was different. */
  #tell(about: string, message: string | null): void {
    if (message === null) this.#told.delete(about);
    else if (this.#told.get(about) !== message) {
      this.#told.set(about, message);
      this.#options.onWarning(message);
    }
  }
}

/** Hosts of routes for which clients would not believe any of the certificates. */
function hostsWithoutName(config: ListenerConfig, identities: readonly Identity[]): string[] {
  const names = new Set(identities.flatMap((identity) => identity.names));
  const isNamed = (host: string) => names.has(host) || names.has(host.replace(/^[^.]+/, "*"));
  return routeHosts(config).filter((host) => isIP(host) === 0 && !isNamed(host));
}

function routeHosts({ routes }: ListenerConfig): string[] {
  const hosts = routes.flatMap(({ match }) => match.host?.toLowerCase().replace(/\.$/, "") ?? []);
  return [...new Set(hosts)];
}

/** What of a configuration decides the certificates; other changes leave them alone. */
function servedParts(config: ListenerConfig): string {
  return JSON.stringify([config.tls, selfSignedNames(config)]);
}

/** Names of this machine as its own clients say them, the address it listens on and the hosts its routes know. */
export function selfSignedNames(config: ListenerConfig): string[] {
  const bound = tryAddress(config.bind)?.host ?? "";
  const isEverywhere = bound === "" || bound === "0.0.0.0" || bound === "::";
  const names = ["localhost", "*.localhost", "127.0.0.1", "::1", ...routeHosts(config)];
  return [...new Set(isEverywhere ? names : [...names, bound])];
}
