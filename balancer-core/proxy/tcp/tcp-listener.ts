// A TCP listener, also one that passes TLS through by its server name: accepts, counts, limits and sweeps connections; what
// happens in one is tcp-connection.ts.
import { createServer, type Socket } from "node:net";
import type { ListenerConfig } from "../../contract/config-listener.ts";
import type { ErrorCode } from "../../contract/error-codes.ts";
import { cutSocket } from "../../cut-socket.ts";
import type { Timer } from "../../ports.ts";
import { bindServer } from "../bind-server.ts";
import { ConnectionGate } from "../connection-gate.ts";
import { type Endpoints, endpointsOf } from "../proxy-protocol/endpoints.ts";
import { HeaderWaits } from "../proxy-protocol/header-waits.ts";
import { rateLimitOf } from "../rate-limit.ts";
import { createRouter } from "../routes.ts";
import { type HelloPeek, peekHello } from "../tls/hello-peek.ts";
import type { FinishedRequest, Listener, ListenerDependencies } from "../types.ts";
import { TcpConnection } from "./tcp-connection.ts";

/** Idle time is measured in sweeps: coarse, and nothing to pay per byte. */
const sweepMs = 1_000;
/** Late PROXY headers are found as soon as an HTTP listener finds them. */
const headerSweepMs = 100;
/** A client that has waited for shorter may have its header on the way. */
const leastHeaderWaitMs = 2_000;

/** Codes that mean no server was reached, so the listener itself ended the connection. */
const ownCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "NO_ROUTE",
  "NO_SELECTABLE_SERVER",
  "QUEUE_FULL",
  "QUEUE_TIMEOUT",
  "UPSTREAM_CONNECT_FAILED",
  "SHUTTING_DOWN",
  "RATE_LIMITED",
]);

export function createTcpListener(initial: ListenerConfig, deps: ListenerDependencies): Listener {
  let config = initial;
  let router = createRouter(initial);
  let rateLimit = rateLimitOf(initial.limits.requestsPerSecondPerIp, null);
  const { clock } = deps.ports;
  const connections = new Set<TcpConnection>();
  /** Clients whose first message is awaited, which says where they want to go. */
  const peeks = new Map<Socket, HelloPeek>();
  const gate = new ConnectionGate({
    clock,
    countOwnAnswer: countOwn,
    onWarning: deps.onWarning,
    makeRoom: () =>
      headerWaits.cutOldest(clock.now() + config.limits.headerTimeout - leastHeaderWaitMs),
  });
  const headerWaits = new HeaderWaits({ onRead: route, onFailed: countOwn });
  const counters = {
    activeConnections: 0,
    totalConnections: 0,
    totalRequests: 0,
    bytesIn: 0,
    bytesOut: 0,
    ownAnswers: new Map<ErrorCode, number>(),
  };
  const idPrefix = clock.wallTime().toString(36);
  let address: string | null = null;
  let sweeper: Timer | null = null;
  let headerSweeper: Timer | null = null;
  let closing: { readonly done: Promise<void>; resolve: () => void } | null = null;
  let deadline: Timer | null = null;
  let deadlineAt = Number.POSITIVE_INFINITY;

  // Paused: nothing is read from a client before there is a server to give it to.
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, accept);

  function accept(client: Socket): void {
    counters.totalConnections += 1;
    const open = connections.size + peeks.size + headerWaits.size;
    if (!gate.admits(client, open, config.limits.connections)) {
      client.on("error", () => undefined);
      cutSocket(client);
      return;
    }
    if (config.proxyProtocol === "accept") {
      headerWaits.start(client, clock.now() + config.limits.headerTimeout);
    } else route(client, endpointsOf(client));
  }

  function route(client: Socket, endpoints: Endpoints): void {
    if (config.protocol === "tls-passthrough") peek(client, endpoints);
    else begin(client, endpoints, config.pool, "");
  }

  function peek(client: Socket, endpoints: Endpoints): void {
    client.on("error", () => undefined);
    const started = peekHello(client, clock, config.limits.headerTimeout, (hello) => {
      peeks.delete(client);
      if (hello === null) {
        client.destroy();
        countOwn("TLS_HANDSHAKE_FAILED");
        return;
      }
      const host = hello.serverName ?? "";
      const poolId = router({ method: "", host, path: "", field: () => undefined });
      begin(client, endpoints, poolId, host);
    });
    peeks.set(client, started);
  }

  function begin(
    client: Socket,
    endpoints: Endpoints,
    poolId: string | undefined,
    host: string,
  ): void {
    counters.totalRequests += 1;
    const connection = new TcpConnection({
      id: `${config.id}-${idPrefix}-${counters.totalRequests.toString(36)}`,
      listenerId: config.id,
      client,
      endpoints,
      host,
      pool: poolId === undefined ? undefined : deps.pool(poolId),
      deps,
      onBytes(bytesIn, bytesOut) {
        counters.bytesIn += bytesIn;
        counters.bytesOut += bytesOut;
      },
      onDone: (request) => finished(connection, request),
    });
    connections.add(connection);
    counters.activeConnections = connections.size;
    const isAllowed = rateLimit?.take(endpoints.sourceAddress, clock.now()) ?? true;
    if (isAllowed) connection.start();
    else connection.cut("RATE_LIMITED");
  }

  function finished(connection: TcpConnection, request: FinishedRequest): void {
    connections.delete(connection);
    counters.activeConnections = connections.size;
    const { error } = request;
    if (error !== null && ownCodes.has(error)) countOwn(error);
    deps.records.finished(request);
    settleClose();
  }

  function countOwn(code: ErrorCode): void {
    counters.ownAnswers.set(code, (counters.ownAnswers.get(code) ?? 0) + 1);
  }

  function settleClose(): void {
    if (!closing || connections.size > 0 || server.listening) return;
    deadline?.cancel();
    sweeper?.cancel();
    headerSweeper?.cancel();
    closing.resolve();
  }

  function cutAll(): void {
    for (const connection of [...connections]) connection.cut("SHUTTING_DOWN");
  }

  return {
    get config() {
      return config;
    },
    counters,
    get address() {
      return address;
    },
    async listen() {
      address = await bindServer(server, config);
      server.on("error", (error) => deps.onFailure(error));
      sweeper = clock.every(sweepMs, () => {
        for (const connection of [...connections]) {
          connection.sweep(sweepMs, config.limits.idleTimeout);
        }
      });
      if (config.proxyProtocol === "accept") {
        headerSweeper = clock.every(headerSweepMs, () => headerWaits.sweep(clock.now()));
      }
    },
    update(next) {
      config = next;
      router = createRouter(next);
      rateLimit = rateLimitOf(next.limits.requestsPerSecondPerIp, rateLimit);
    },
    close(deadlineMs) {
      if (!closing) {
        let resolve: () => void = () => undefined;
        const done = new Promise<void>((settle) => {
          resolve = settle;
        });
        closing = { done, resolve };
        address = null;
        if (server.listening) server.close();
        // Nobody has promised these anything yet.
        headerWaits.cutAll();
        for (const [client, started] of peeks) {
          started.cancel();
          client.destroy();
        }
        peeks.clear();
      }
      const at = clock.now() + deadlineMs;
      if (at < deadlineAt) {
        deadlineAt = at;
        deadline?.cancel();
        deadline = clock.after(deadlineMs, cutAll);
      }
      settleClose();
      return closing.done;
    },
  };
}
