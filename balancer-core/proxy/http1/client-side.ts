// Whoever asked, as an exchange and its attempts see it: a connection of HTTP/1.1, or one stream of HTTP/2.
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import type { TrustedProxies } from "../trusted-proxies.ts";
import type { ClientFields } from "./forward-request.ts";
import type { ClientFraming } from "./forward-response.ts";
import type { ListenerContext } from "./listener-context.ts";
import type { OwnAnswerOptions } from "./own-answer.ts";
import type { ResponseHead } from "./response-head.ts";

/** Heads come in the form of HTTP/1.1, whatever either side speaks; who speaks another puts them into its own words. */
export interface ClientSide {
  readonly context: ListenerContext;
  readonly endpoints: Endpoints;
  readonly address: string;
  readonly clientFields: ClientFields;
  /** Those who are trusted when this client is one of them, else null. */
  readonly trusted: TrustedProxies | null;
  /** What force close calls on a lease of this client's request. */
  readonly onCut: (reason: ErrorCode) => void;
  /** When the exchange's `deadlinePassed` is called by the listener's sweep. */
  deadlineAt: number;
  /** It left, or will send nothing more whatever is missing. */
  readonly hasEnded: boolean;
  /** It said that the request's body is over, where no length and no last chunk does. */
  readonly isBodyOver: boolean;
  readonly hasPending: boolean;
  /** Reads slower than the server sends. */
  readonly isCongested: boolean;
  pause(): void;
  resume(): void;
  /** Reads on, if only to notice that the client leaves; not while bytes are kept. */
  watch(): void;
  /** Keeps bytes nobody can take yet, and reads no more until they are taken. */
  keep(bytes: Buffer): void;
  takePending(): Buffer | null;
  /** Content of an answer, framed for this client already. */
  write(bytes: Buffer): void;
  /**
   * Sends an answer's head, or puts it at the beginning of `out` and returns its length, so that content can go with it. Negative
   * when this client cannot be given such a head.
   */
  putHead(
    bytes: Buffer,
    head: ResponseHead,
    framing: ClientFraming,
    extraLines: string,
    out: Buffer,
  ): number;
  /**
   * Sends an answer for which `isSmallAnswer` holds, head and content as one. Returns how many bytes that were; 0 when this client
   * must be given the two apart.
   */
  writeSmallAnswer(
    bytes: Buffer,
    head: ResponseHead,
    framing: ClientFraming,
    extraLines: string,
    end: number,
  ): number;
  /** Whether it said, beside the head of its request, that it takes fields behind the content of the answer. */
  readonly acceptsTrailers: boolean;
  /** Lines that the client sent behind the request's content; empty without. */
  readonly trailers: string;
  /** Lines to send behind the content of the answer, when the client takes them. */
  giveTrailers(lines: string): void;
  /** Sends an interim answer of a server. Returns how many bytes that were. */
  writeInterim(bytes: Buffer, head: ResponseHead): number;
  /** Sends a whole answer of our own. Returns how many bytes that were. */
  writeOwnAnswer(code: ErrorCode, options: OwnAnswerOptions): number;
  /** Sends the last byte of a tunnel. */
  end(): void;
  /** Cuts it: the only way left to say that an answer is not whole. */
  destroy(): void;
  /** The exchange has made its record and says whether another may follow. */
  exchangeOver(keepAlive: boolean, now: number): void;
}
