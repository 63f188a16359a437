// What keeps clients on their servers, as a pool asks it: before the algorithm for a server, and after the choice to remember it.
import type { RequestPart } from "../algorithms/request-part.ts";

/** What is known of a request that may belong to a server. */
export interface StickyRequest {
  /** Client's address without port. */
  readonly clientAddress: string;
  /** What `part` names, as the request has it; undefined when it has none. */
  readonly stickyKey: string | undefined;
}

export interface StickySource {
  /** The part of a request it reads; null when the client's address is all it needs. */
  readonly part: RequestPart | null;
  /** The servers of the pool have other ids now; also called before the first request. */
  prepare(serverIds: readonly string[]): void;
  /** Id of the server the request belongs to; null when it has a key but no server, undefined when it has no key. */
  find(request: StickyRequest): string | null | undefined;
  /**
   * The request goes to this server. `isHit`: it is the one that was found. Gives the value of the cookie that the client is
   * to get with the answer, or null for none.
   */
  learn(request: StickyRequest, serverId: string, isHit: boolean): string | null;
  /** Whether clients may come that belong to the server, for whom a drain waits. They may where it is absent. */
  mayHaveSessions?(serverId: string): boolean;
}
