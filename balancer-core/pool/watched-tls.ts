// The way of one pool to its servers over TLS while it runs: made anew when its configuration or the file of its authorities
// changes. What cannot be read again leaves the one before in place.
import type { PoolConfig } from "../contract/config-pool.ts";
import { sentence } from "../contract/sentences.ts";
import { fileMark, fileMarkNow } from "../pem-file.ts";
import type { Clock, Timer } from "../ports.ts";
import { needsOtherTls, tlsOf, type UpstreamTls } from "./upstream-tls.ts";

const lookEveryMs = 1_000;

export interface WatchedTlsOptions {
  readonly clock: Clock;
  readonly directory: string | undefined;
  /** Hears that authorities were read again, or could not be. */
  readonly onNotice: (level: "info" | "warning", message: string) => void;
}

export class WatchedTls {
  readonly #options: WatchedTlsOptions;
  readonly #directory: string;
  #config: PoolConfig;
  #current: UpstreamTls | null;
  #mark = "";
  /** As last looked at: a change is taken over once it is a look old, since files are not written at once. */
  #seenMark = "";
  #timer: Timer | null = null;
  #isStarted = false;

  /** Throws INVALID_CONFIG for authorities that cannot be read. */
  constructor(config: PoolConfig, options: WatchedTlsOptions) {
    this.#options = options;
    this.#directory = options.directory ?? ".";
    this.#config = config;
    this.#current = this.#load(config);
  }

  /** Made for checks, too, so it may be there where requests go in the clear. */
  get current(): UpstreamTls | null {
    return this.#current;
  }

  /** Throws INVALID_CONFIG, with everything as before. */
  apply(config: PoolConfig): void {
    const isOther = needsOtherTls(this.#config, config);
    if (isOther) this.#current = this.#load(config);
    this.#config = config;
    if (isOther && this.#isStarted) this.#watch();
  }

  start(): void {
    this.#isStarted = true;
    this.#watch();
  }

  stop(): void {
    this.#isStarted = false;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #load(config: PoolConfig): UpstreamTls | null {
    const { ca } = config.upstream;
    // Before reading: what is written meanwhile is then found to be new.
    const mark = ca === undefined ? "" : fileMarkNow(this.#directory, ca);
    const tls = tlsOf(config, { directory: this.#directory });
    this.#mark = mark;
    this.#seenMark = mark;
    return tls;
  }

  #watch(): void {
    this.#timer?.cancel();
    this.#timer = null;
    const { ca } = this.#config.upstream;
    if (ca === undefined || this.#current === null) return;
    this.#timer = this.#options.clock.every(lookEveryMs, () => void this.#look(ca));
  }

  async #look(ca: string): Promise<void> {
    const mark = await fileMark(this.#directory, ca);
    if (!this.#isStarted || this.#config.upstream.ca !== ca) return;
    const isSettled = mark === this.#seenMark;
    this.#seenMark = mark;
    if (isSettled && mark !== this.#mark) this.#reload(ca);
  }

  #reload(ca: string): void {
    const { onNotice } = this.#options;
    try {
      this.#current = this.#load(this.#config);
      const thing = sentence("POOL", { id: this.#config.id });
      onNotice("info", sentence("AUTHORITIES_READ", { thing, file: ca }));
    } catch (error) {
      // Not tried again until the file changes once more.
      this.#mark = this.#seenMark;
      const reason = error instanceof Error ? error.message : String(error);
      onNotice("warning", `${reason}; ${sentence("AUTHORITIES_KEPT")}`);
    }
  }
}
