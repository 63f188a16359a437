// What all connections of one HTTP listener share: configuration of the moment, counters, idle connections, scratch heads.
import type { ListenerConfig } from "../../contract/config-listener.ts";
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Router } from "../routes.ts";
import type { ListenerCounters, ListenerDependencies } from "../types.ts";
import { RequestHead } from "./request-head.ts";
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
  // Heads are read and used up within one call, so one of each serves every connection.
  readonly requestHead = new RequestHead();
  readonly responseHead = new ResponseHead();
  /** The clock at the last sweep: exact enough for idle times, and free. */
  sweptAt: number;
  isClosing = false;
  readonly #idPrefix: string;
  #ids = 0;

  constructor(config: ListenerConfig, router: Router, dependencies: ListenerDependencies) {
    this.config = config;
    this.router = router;
    this.dependencies = dependencies;
    this.sweptAt = dependencies.ports.clock.now();
    const { random } = dependencies.ports;
    const part = () => Math.floor(random() * 0x1_0000_0000).toString(36);
    this.#idPrefix = `${part()}${part()}-`;
  }

  /** Unique among the requests of this listener, and with its random prefix among listeners. */
  nextRequestId(): string {
    return `${this.#idPrefix}${(++this.#ids).toString(36)}`;
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
