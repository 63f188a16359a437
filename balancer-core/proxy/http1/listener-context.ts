// What all connections of one HTTP listener share: configuration of the moment, counters, idle connections, scratch heads.
import type { ListenerConfig } from "../../contract/config-listener.ts";
import type { ErrorCode } from "../../contract/error-codes.ts";
import { UpstreamSessions } from "../http2/upstream-sessions.ts";
import { type RateLimit, rateLimitOf } from "../rate-limit.ts";
import { createRouter, type Router } from "../routes.ts";
import { type TrustedProxies, trustedProxiesOf } from "../trusted-proxies.ts";
import type { ListenerCounters, ListenerDependencies } from "../types.ts";
import { RequestHead } from "./request-head.ts";
import { RequestIds } from "./request-ids.ts";
import { readAuthority } from "./request-target.ts";
import { ResponseHead } from "./response-head.ts";
import { UpstreamIdle } from "./upstream-idle.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export interface HttpCounters extends Writable<Omit<ListenerCounters, "ownAnswers">> {
  readonly ownAnswers: Map<ErrorCode, number>;
}

export class ListenerContext {
  config: ListenerConfig;
  router: Router;
  /** Null when nobody is trusted. */
  trusted: TrustedProxies | null;
  /** Null when there is no limit. */
  rateLimit: RateLimit | null;
  readonly dependencies: ListenerDependencies;
  readonly counters: HttpCounters = {
    activeConnections: 0,
    totalConnections: 0,
    totalRequests: 0,
    bytesIn: 0,
    bytesOut: 0,
    ownAnswers: new Map(),
  };
  readonly idle = new UpstreamIdle();
  readonly sessions = new UpstreamSessions();
  // Heads are read and used up within one call, so one of each serves every connection.
  readonly requestHead = new RequestHead();
  readonly responseHead = new ResponseHead();
  /** The clock at the last sweep: exact enough for idle times, and free. */
  sweptAt = 0;
  isClosing = false;
  readonly #ids: RequestIds;
  /** From the clock to wall time, as it was at the last sweep. */
  #wallOffset = 0;

  constructor(config: ListenerConfig, dependencies: ListenerDependencies) {
    this.config = config;
    this.router = createRouter(config);
    this.trusted = trustedProxiesOf(config.trustedProxies);
    this.rateLimit = rateLimitOf(config.limits.requestsPerSecondPerIp, null);
    this.dependencies = dependencies;
    this.swept(dependencies.ports.clock.now());
    this.#ids = new RequestIds(dependencies.ports.random);
  }

  /** Takes over another configuration for the requests from now on. */
  update(config: ListenerConfig): void {
    this.config = config;
    this.router = createRouter(config);
    this.trusted = trustedProxiesOf(config.trustedProxies);
    this.rateLimit = rateLimitOf(config.limits.requestsPerSecondPerIp, this.rateLimit);
  }

  swept(now: number): void {
    this.sweptAt = now;
    this.#wallOffset = this.dependencies.ports.clock.wallTime() - now;
  }

  /** Whole milliseconds since 1970, of a moment on the clock; without looking at a second clock for each request. */
  wallTimeOf(now: number): number {
    return Math.floor(now + this.#wallOffset);
  }

  nextRequestId(): string {
    return this.#ids.next();
  }

  /** Pool that takes a request, by the routes of the moment. */
  route(head: RequestHead, bytes: Buffer): string | undefined {
    if (this.config.routes.length === 0) return this.config.pool;
    const query = head.target.indexOf("?");
    return this.router({
      method: head.method,
      host: readAuthority(head.host) ?? "",
      path: query === -1 ? head.target : head.target.slice(0, query),
      field: (lowerName) => head.fields.find(bytes, lowerName),
    });
  }

  countOwnAnswer(code: ErrorCode): void {
    const { ownAnswers } = this.counters;
    ownAnswers.set(code, (ownAnswers.get(code) ?? 0) + 1);
  }
}
