// Which client belongs to which server: bounded, each entry's time begins anew at every use, no timer. Sessions stand in the order
// of their last use, so that what is over or too much is found without looking at the rest.
import { createHash } from "node:crypto";
import type { Clock } from "../ports.ts";

/** About 30 MB when full. */
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

/**
 * A list of its own instead of the map's order: a map keeps the places of what was deleted for a while, and finding its first
 * entry walks over all of them.
 */
class Entry implements Session {
  readonly key: string;
  readonly server: string;
  readonly createdMs: number;
  usedMs: number;
  hits = 0;
  older: Entry | null = null;
  newer: Entry | null = null;

  constructor(key: string, server: string, now: number) {
    this.key = key;
    this.server = server;
    this.createdMs = now;
    this.usedMs = now;
  }
}

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
  readonly #entries = new Map<string, Entry>();
  readonly #perServer = new Map<string, number>();
  #oldest: Entry | null = null;
  #newest: Entry | null = null;

  constructor(clock: Clock, ttlMs: number, capacity = mostSessions) {
    this.#clock = clock;
    this.ttlMs = ttlMs;
    this.#capacity = capacity;
  }

  get size(): number {
    this.#forgetOld(this.#clock.now());
    return this.#entries.size;
  }

  /** The server a client belongs to. Looking is no use. */
  find(key: string): string | undefined {
    this.#forgetOld(this.#clock.now());
    return this.#entries.get(stored(key))?.server;
  }

  /** The client is on this server now: uses its session, or begins one. */
  use(rawKey: string, server: string): void {
    const key = stored(rawKey);
    const now = this.#clock.now();
    this.#forgetOld(now);
    const known = this.#entries.get(key);
    if (known?.server === server) {
      known.usedMs = now;
      known.hits += 1;
      this.#unlink(known);
      this.#link(known);
      return;
    }
    if (known !== undefined) this.#drop(known);
    else if (this.#entries.size >= this.#capacity && this.#oldest !== null) {
      this.#drop(this.#oldest);
      this.evicted += 1;
    }
    const entry = new Entry(key, server, now);
    this.#entries.set(key, entry);
    this.#perServer.set(server, (this.#perServer.get(server) ?? 0) + 1);
    this.#link(entry);
  }

  /** False when there is none. */
  remove(key: string): boolean {
    this.#forgetOld(this.#clock.now());
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    this.#drop(entry);
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
    const found: Session[] = [];
    let place = 0;
    for (let entry = this.#newest; entry !== null && found.length < limit; entry = entry.older) {
      if (place++ >= offset) found.push(entry);
    }
    return found;
  }

  #forgetOld(now: number): void {
    while (this.#oldest !== null && now - this.#oldest.usedMs >= this.ttlMs) {
      this.#drop(this.#oldest);
    }
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry.key);
    this.#unlink(entry);
    const left = (this.#perServer.get(entry.server) ?? 1) - 1;
    if (left === 0) this.#perServer.delete(entry.server);
    else this.#perServer.set(entry.server, left);
  }

  #link(entry: Entry): void {
    entry.older = this.#newest;
    if (this.#newest === null) this.#oldest = entry;
    else this.#newest.newer = entry;
    this.#newest = entry;
  }

  #unlink(entry: Entry): void {
    if (entry.older === null) this.#oldest = entry.newer;
    else entry.older.newer = entry.newer;
    if (entry.newer === null) this.#newest = entry.older;
    else entry.newer.older = entry.older;
    entry.older = null;
    entry.newer = null;
  }
}

function stored(key: string): string {
  if (key.length <= longestKey) return key;
  return `sha256:${createHash("sha256").update(key, "latin1").digest("base64url")}`;
}
