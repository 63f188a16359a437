// Connections to servers of HTTP/2, shared by the requests of one listener: few for each server, opened when the ones there are full.
import type { Unsubscribe } from "../../contract/transport.ts";
import type { Server } from "../../pool/types.ts";
import type { UpstreamTls } from "../../pool/upstream-tls.ts";
import { maxConnectionAgeMs } from "../http1/upstream-idle.ts";
import { UpstreamSession } from "./upstream-session.ts";

/** Above it streams wait on the connection that has the fewest. */
const mostSessions = 8;

interface SessionRules {
  readonly tls: UpstreamTls | null;
  /** Begins the connection, which is then this client's only. */
  readonly proxyHeader: Buffer | null;
  readonly keepAlive: boolean;
}

interface ServerEntry {
  readonly sessions: Set<UpstreamSession>;
  readonly unsubscribe: Unsubscribe;
  idleMs: number;
}

export class UpstreamSessions {
  readonly #servers = new Map<Server, ServerEntry>();

  /** A connection with a place reserved on it; `release` gives the place back. */
  take(
    server: Server,
    { tls, proxyHeader, keepAlive }: SessionRules,
    idleMs: number,
    now: number,
  ): UpstreamSession {
    const { sessions } = this.#entryOf(server, idleMs);
    let session: UpstreamSession | undefined;
    if (proxyHeader === null && keepAlive) {
      let shared = 0;
      for (const candidate of sessions) {
        if (candidate.tls !== tls || candidate.isLeaving || candidate.isSingleUse) continue;
        shared++;
        if (session === undefined || candidate.room > session.room) session = candidate;
      }
      if (session !== undefined && session.room <= 0) {
        if (session.session.closed || session.session.destroyed || shared < mostSessions) {
          session = undefined;
        }
      }
    }
    if (session === undefined) {
      const opened: UpstreamSession = new UpstreamSession(
        server,
        tls,
        proxyHeader,
        proxyHeader !== null || !keepAlive,
        now,
        () => this.#gone(opened),
      );
      sessions.add(opened);
      session = opened;
    }
    session.streams++;
    return session;
  }

  release(session: UpstreamSession, now: number): void {
    session.streams--;
    session.idleSince = now;
    const isKnown = this.#servers.get(session.server)?.sessions.has(session) === true;
    const isWanted = isKnown && session.server.intent === "ready" && !session.isSingleUse;
    if (session.streams === 0 && (session.isLeaving || !isWanted)) session.close();
  }

  /** Closes what was idle for too long, and what answers no more; what is too old takes no further streams. */
  sweep(now: number): void {
    for (const { sessions, idleMs } of this.#servers.values()) {
      for (const session of sessions) {
        session.checkAlive(now);
        const isIdle = session.streams === 0 && now - session.idleSince >= idleMs;
        if (isIdle || now - session.openedAt >= maxConnectionAgeMs) session.close();
      }
    }
  }

  /** Lets go of all; what carries streams closes when they are over. */
  close(): void {
    for (const server of [...this.#servers.keys()]) this.#retire(server);
  }

  #entryOf(server: Server, idleMs: number): ServerEntry {
    const known = this.#servers.get(server);
    if (known !== undefined) {
      known.idleMs = idleMs;
      return known;
    }
    const unsubscribe = server.onRetire(() => this.#retire(server));
    const entry = { sessions: new Set<UpstreamSession>(), unsubscribe, idleMs };
    this.#servers.set(server, entry);
    return entry;
  }

  /** A server that returns begins with new connections. */
  #retire(server: Server): void {
    const entry = this.#servers.get(server);
    if (entry === undefined) return;
    this.#servers.delete(server);
    entry.unsubscribe();
    for (const session of entry.sessions) session.close();
  }

  #gone(session: UpstreamSession): void {
    this.#servers.get(session.server)?.sessions.delete(session);
  }
}
