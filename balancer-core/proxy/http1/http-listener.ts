// An HTTP listener: accepts connections within its limit, sweeps their deadlines, and closes without losing a request.
import { createServer, type Server as NetServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { ListenerConfig } from "../../contract/config-listener.ts";
import type { Timer } from "../../ports.ts";
import { bindServer } from "../bind-server.ts";
import { ConnectionGate } from "../connection-gate.ts";
import { ClientSession } from "../http2/client-session.ts";
import { type Endpoints, endpointsOf } from "../proxy-protocol/endpoints.ts";
import { HeaderWaits } from "../proxy-protocol/header-waits.ts";
import { openTlsFront, type TlsFront } from "../tls/tls-front.ts";
import type { Listener, ListenerDependencies } from "../types.ts";
import { ClientConnection } from "./client-connection.ts";
import { ListenerContext } from "./listener-context.ts";
import { readIntoSharedBuffer } from "./shared-read-buffer.ts";

/** A client's connection, whatever it speaks. */
interface ListenerConnection {
  readonly deadlineAt: number;
  /** Since when there is only a client to be waited for; infinite when it is somebody else's turn. */
  readonly restsSince: number;
  /** Makes room for another. */
  evict(): void;
  deadlinePassed(now: number): void;
  shutDown(now: number): void;
  cut(): void;
}

/** One timer for all deadlines of a listener, instead of one per request; deadlines are kept to within this. */
const sweepIntervalMs = 100;
/** A client that was quiet for shorter may have something on the way. */
const leastRestMs = 2_000;
/** So many connections are looked at for one that can make room, so that a flood costs the same however many are open. */
const mostLooks = 64;

export function createHttpListener(
  initialConfig: ListenerConfig,
  dependencies: ListenerDependencies,
): Listener {
  const { clock } = dependencies.ports;
  const context = new ListenerContext(initialConfig, dependencies);
  const connections = new Set<ListenerConnection>();
  const whenGone: (() => void)[] = [];
  let server: NetServer | null = null;
  let address: string | null = null;
  let sweepTimer: Timer | null = null;
  let cutTimers: Timer[] = [];
  let hasWaited = false;
  /** Present on an https listener. */
  let tls: TlsFront | null = null;
  const gate = new ConnectionGate({
    clock,
    countOwnAnswer: (code) => context.countOwnAnswer(code),
    onWarning: dependencies.onWarning,
    makeRoom,
  });
  const headerWaits = new HeaderWaits({
    onRead: secureOrServe,
    onFailed: (code) => context.countOwnAnswer(code),
  });

  function accept(socket: Socket): void {
    context.counters.totalConnections++;
    const { limits } = context.config;
    const open = connections.size + headerWaits.size + (tls === null ? 0 : tls.handshakes);
    if (context.isClosing || !gate.admits(socket, open, limits.connections)) {
      socket.on("error", () => {});
      socket.destroy();
      return;
    }
    if (context.config.proxyProtocol === "accept") {
      headerWaits.start(socket, clock.now() + limits.headerTimeout);
    } else if (tls === null) {
      // Handshakes and PROXY headers read otherwise.
      const ours = readIntoSharedBuffer(socket);
      serve(ours, endpointsOf(ours));
    } else secureOrServe(socket, endpointsOf(socket));
  }

  function makeRoom(): boolean {
    // Of the last sweep: what arrived during a stall is not read yet.
    const now = context.sweptAt;
    const { headerTimeout } = context.config.limits;
    const deadlineBefore = now + headerTimeout - leastRestMs;
    if (headerWaits.cutOldest(deadlineBefore) || tls?.cutOldest(deadlineBefore)) return true;
    let looks = 0;
    for (const connection of connections) {
      if (now - connection.restsSince >= leastRestMs) {
        connection.evict();
        return true;
      }
      // Behind the others, so that the next one to be looked at comes first. An iterator kept for that instead would keep every
      // connection there ever was since it was made: V8 leaves it all that the set was before.
      connections.delete(connection);
      connections.add(connection);
      if (++looks === mostLooks) return false;
    }
    return false;
  }

  function secureOrServe(socket: Socket, endpoints: Endpoints): void {
    const { headerTimeout } = context.config.limits;
    if (tls !== null) tls.secure(socket, clock.now() + headerTimeout, endpoints);
    else serve(socket, endpoints);
  }

  function serve(socket: Socket, endpoints: Endpoints): void {
    if (socket instanceof TLSSocket && socket.alpnProtocol === "h2") {
      serveHttp2(socket, endpoints);
      return;
    }
    const gone = () => forget(connection);
    // SECURITY: over TLS a protocol is agreed on in the handshake and no other way.
    const onPreface = tls === null ? overtake : null;
    const now = clock.now();
    const connection = new ClientConnection(socket, endpoints, context, now, gone, onPreface);
    connections.add(connection);
    // One that gave a PROXY header was paused behind it.
    socket.resume();
    context.counters.activeConnections = connections.size;

    function overtake(bytes: Buffer): void {
      connections.delete(connection);
      socket.pause();
      socket.unshift(bytes);
      serveHttp2(socket, endpoints);
    }
  }

  function serveHttp2(socket: Socket, endpoints: Endpoints): void {
    const gone = () => forget(session);
    const session = new ClientSession(socket, endpoints, context, clock.now(), gone);
    connections.add(session);
    context.counters.activeConnections = connections.size;
  }

  function forget(connection: ListenerConnection): void {
    connections.delete(connection);
    context.counters.activeConnections = connections.size;
    goneIfEmpty();
  }

  function sweep(): void {
    const now = clock.now();
    const isLate = now - context.sweptAt > 2 * sweepIntervalMs;
    context.swept(now);
    // After a stall of the process, what arrived meanwhile is read before anybody is called too slow; but only once.
    hasWaited = isLate && !hasWaited;
    if (hasWaited) return;
    for (const connection of connections) {
      if (now >= connection.deadlineAt) connection.deadlinePassed(now);
    }
    headerWaits.sweep(now);
    tls?.sweep(now);
    context.idle.sweep(now);
    context.sessions.sweep(now);
  }

  function goneIfEmpty(): void {
    if (!context.isClosing || connections.size > 0 || server !== null) return;
    sweepTimer?.cancel();
    sweepTimer = null;
    for (const timer of cutTimers) timer.cancel();
    cutTimers = [];
    context.idle.close();
    context.sessions.close();
    tls?.close();
    for (const resolve of whenGone.splice(0)) resolve();
  }

  function stopAccepting(): void {
    address = null;
    const listening = server;
    if (listening === null) return;
    listening.close(() => {
      server = null;
      goneIfEmpty();
    });
  }

  return {
    get config() {
      return context.config;
    },
    get counters() {
      return context.counters;
    },
    get address() {
      return address;
    },

    async listen() {
      if (context.config.protocol === "https") {
        tls = await openTlsFront(context.config, dependencies, {
          onSecured: serve,
          onFailed: () => context.countOwnAnswer("TLS_HANDSHAKE_FAILED"),
        });
      }
      const opening = createServer({ allowHalfOpen: true, noDelay: true }, accept);
      try {
        address = await bindServer(opening, context.config);
      } catch (error) {
        tls?.close();
        throw error;
      }
      opening.on("error", dependencies.onFailure);
      server = opening;
      context.swept(clock.now());
      sweepTimer = clock.every(sweepIntervalMs, sweep);
    },

    update(config) {
      context.update(config);
      tls?.update(config);
    },

    close(deadlineMs) {
      return new Promise<void>((resolve) => {
        whenGone.push(resolve);
        if (!context.isClosing) {
          context.isClosing = true;
          stopAccepting();
          headerWaits.cutAll();
          tls?.close();
          const now = clock.now();
          for (const connection of connections) connection.shutDown(now);
        }
        cutTimers.push(
          clock.after(deadlineMs, () => {
            for (const connection of connections) connection.cut();
          }),
        );
        goneIfEmpty();
      });
    },
  };
}
