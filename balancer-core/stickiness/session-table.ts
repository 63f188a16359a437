// Which client belongs to which server: bounded, each entry's time begins anew at every use, no timer. The entry least lately used
// is always the first, so that what is over or too much is found without looking at the rest.
import { createHash } from "node:crypto";
import type { Clock } from "../ports.ts";

/** About 25 MB when full. */
export const mostSessions = 100_000;
/** A longer key is kept as its digest, so that clients cannot fill memory with their header fields. */
const longestKey = 128;

export interface Session {
  readonly key: string;
  readonly server: string;
  /** On the clock that never jumps, like all times here. */
  readonly createdMs: number;
  readonly usedMs: number;
  /** Requests it led to its server, without the one that made it. */
  readonly hits: number;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export interface SessionQuery {
  readonly offset: number;
  readonly limit: number;
}

export class SessionTable {
  /** From the last use. Another value counts for the sessions there are, too. */
  ttlMs: number;
  /** Sessions that had to make room for others. */
  evicted = 0;
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #sessions = new Map<string, Writable<Session>>();
  readonly #perServer = new Map<string, number>();

  constructor(clock: Clock, ttlMs: number, capacity = mostSessions) {
    this.#clock = clock;
    this.ttlMs = ttlMs;
    this.#capacity = capacity;
  }

  get size(): number {
    this.#forgetOld(this.#clock.now());
    return this.#sessions.size;
  }

  /** The server a client belongs to. Looking is no use. */
  find(key: string): string | undefined {
    this.#forgetOld(this.#clock.now());
    return this.#sessions.get(stored(key))?.server;
  }

  /** The client is on this server now: uses its session, or begins one. */
  use(rawKey: string, server: string): void {
    const key = stored(rawKey);
    const now = this.#clock.now();
    this.#forgetOld(now);
    const known = this.#sessions.get(key);
    if (known !== undefined) this.#drop(known);
    else if (this.#sessions.size >= this.#capacity) this.#evictOldest();
    if (known?.server === server) {
      known.usedMs = now;
      known.hits += 1;
      this.#put(known);
    } else this.#put({ key, server, createdMs: now, usedMs: now, hits: 0 });
  }

  /** False when there is none. */
  remove(key: string): boolean {
    this.#forgetOld(this.#clock.now());
    const session = this.#sessions.get(key);
    if (session === undefined) return false;
    this.#drop(session);
    return true;
  }

  /** How many clients belong to the server. */
  countOf(server: string): number {
    this.#forgetOld(this.#clock.now());
    return this.#perServer.get(server) ?? 0;
  }

  /** The latest used first. */
  list({ offset, limit }: SessionQuery): readonly Session[] {
    this.#forgetOld(this.#clock.now());
    const all = [...this.#sessions.values()];
    const end = Math.max(0, all.length - offset);
    return all.slice(Math.max(0, end - limit), end).reverse();
  }

  #put(session: Writable<Session>): void {
    this.#sessions.set(session.key, session);
    this.#perServer.set(session.server, (this.#perServer.get(session.server) ?? 0) + 1);
  }

  #drop(session: Session): void {
    this.#sessions.delete(session.key);
    const left = (this.#perServer.get(session.server) ?? 1) - 1;
    if (left === 0) this.#perServer.delete(session.server);
    else this.#perServer.set(session.server, left);
  }

  #evictOldest(): void {
    for (const session of this.#sessions.values()) {
      this.#drop(session);
      this.evicted += 1;
      return;
    }
  }

  #forgetOld(now: number): void {
    for (const session of this.#sessions.values()) {
      if (now - session.usedMs < this.ttlMs) return;
      this.#drop(session);
    }
  }
}

function stored(key: string): string {
  if (key.length <= longestKey) return key;
  return `sha256:${createHash("sha256").update(key, "latin1").digest("base64url")}`;
}
