// What one request is from its head on: who asks for what, which pool takes it, and the head and body that go to a server.
import type { Pool } from "../../pool/types.ts";
import { withoutCookie } from "../../stickiness/cookie-text.ts";
import type { RequestTrace } from "../../tracing/request-trace.ts";
import type { BodyKind } from "./body-framing.ts";
import type { ClientSide } from "./client-side.ts";
import { forwardRequestHead, givenRequestId, takesTrailers } from "./forward-request.ts";
import type { ListenerContext } from "./listener-context.ts";
import { RequestBody } from "./request-body.ts";
import type { RequestHead } from "./request-head.ts";
import { requestPart } from "./request-part.ts";

export class RelayedRequest {
  readonly connection: ClientSide;
  readonly context: ListenerContext;
  readonly id: string;
  readonly method: string;
  readonly target: string;
  readonly host: string;
  /** Who asked; behind a trusted proxy the address it names. */
  readonly clientAddress: string;
  /** 0 or 1: the digit behind `HTTP/1.`; 2 for HTTP/2. */
  readonly minorVersion: number;
  readonly isHead: boolean;
  readonly asksUpgrade: boolean;
  /** Whether the client said that it takes trailers behind the answer. */
  readonly acceptsTrailers: boolean;
  /** Whether its servers speak HTTP/2. */
  readonly asksHttp2: boolean;
  /** One character per byte. */
  readonly #forwardedHead: string;
  /** Null when tracing is off. */
  readonly trace: RequestTrace | null;
  /** Null when the request has none. */
  readonly body: RequestBody | null;
  awaitsContinue: boolean;
  /** Whether the client's connection goes on after this. */
  keepAlive: boolean;
  bytesIn: number;
  readonly startedAt: number;
  readonly startedWall: number;
  /** Undefined when no route matches. */
  readonly poolId: string | undefined;
  /** The parts of the request that its pool asked for. */
  readonly hashKey: string | undefined;
  readonly stickyKey: string | undefined;
  protected readonly knownPool: Pool | undefined;

  constructor(connection: ClientSide, head: RequestHead, bytes: Buffer, startedAt: number) {
    const { context } = connection;
    this.connection = connection;
    this.context = context;
    this.method = head.method;
    this.target = head.target;
    this.host = head.host;
    this.minorVersion = head.minorVersion;
    this.isHead = head.method === "HEAD";
    this.asksUpgrade = head.upgradeIndex >= 0;
    this.acceptsTrailers = connection.acceptsTrailers || takesTrailers(bytes, head);
    this.awaitsContinue = head.expectsContinue && head.bodyKind !== "none";
    this.keepAlive = head.keepAlive;
    this.id = givenRequestId(bytes, head) ?? context.nextRequestId();
    this.startedAt = startedAt;
    this.startedWall = context.wallTimeOf(startedAt);
    this.bytesIn = head.bodyStart;
    this.poolId = context.route(head, bytes);
    this.knownPool = this.poolId === undefined ? undefined : context.dependencies.pool(this.poolId);
    const parts = this.knownPool?.parts;
    this.hashKey = parts?.hash ? requestPart(parts.hash, head, bytes) : undefined;
    this.stickyKey = parts?.sticky ? requestPart(parts.sticky, head, bytes) : undefined;
    this.asksHttp2 = this.knownPool?.config.upstream.protocol === "h2";
    const { trusted, clientFields } = connection;
    this.clientAddress =
      trusted === null
        ? connection.address
        : trusted.clientBehind(connection.address, head.fields.find(bytes, "x-forwarded-for"));
    const { tracing } = context.dependencies;
    this.trace = tracing?.isOn()
      ? tracing.begin(head.fields.find(bytes, "traceparent"), startedAt)
      : null;
    const forwarded = forwardRequestHead(
      bytes,
      head,
      clientFields,
      this.id,
      trusted !== null,
      this.trace?.replacedFields,
      this.acceptsTrailers && !this.asksHttp2,
    );
    // What keeps a client on its server is between the client and us.
    this.#forwardedHead =
      parts?.sticky?.kind === "cookie" && this.stickyKey !== undefined
        ? withoutCookie(forwarded, parts.sticky.name)
        : forwarded;
    const kind = bodyKindOf(head);
    this.body =
      kind === "none"
        ? null
        : new RequestBody(
            kind,
            head.contentLength,
            context.config.limits.bodyBytes,
            this.knownPool?.config.retries.bufferBytes ?? 0,
            !this.asksHttp2,
          );
  }

  /** As it goes to the server of the latest attempt. */
  get forwardedHead(): string {
    return this.trace === null ? this.#forwardedHead : this.trace.addTo(this.#forwardedHead);
  }

  get pool(): Pool {
    return this.knownPool as Pool;
  }

  get retries() {
    return this.pool.config.retries;
  }

  get canReplay(): boolean {
    return this.body === null || this.body.canReplay;
  }

  get isBodyDone(): boolean {
    return this.body === null || this.body.isDone;
  }

  now(): number {
    return this.context.dependencies.ports.clock.now();
  }
}

/** What the client sends: a head in the form of HTTP/1.1 says of HTTP/2 that chunks go to the server, not that they come. */
function bodyKindOf({ bodyKind, minorVersion }: RequestHead): BodyKind {
  return bodyKind === "chunked" && minorVersion === 2 ? "until-close" : bodyKind;
}
