// The body of one request on its way to a server: framed anew, counted against the limit, kept for a replay while it is small.
import { type BodyKind, BodyReader, framingOverhead, lastChunkWith } from "./body-framing.ts";
import { type Failure, failures } from "./retry-rule.ts";

const nothing = Buffer.alloc(0);

export class RequestBody {
  readonly #reader: BodyReader;
  readonly #maxBytes: number;
  readonly #replayLimit: number;
  readonly #asChunks: boolean;
  /** What was sent so far, as it was sent; null once it grew too large to keep. */
  #replay: Buffer[] | null = [];
  #replayBytes = 0;
  /** After `take`: bytes behind the body, which belong to the next request. */
  rest: Buffer | null = null;

  /** `maxBytes` 0 is no limit. `asChunks`: what has no length goes out in chunks. */
  constructor(
    kind: BodyKind,
    length: number,
    maxBytes: number,
    replayLimit: number,
    asChunks = true,
  ) {
    this.#reader = new BodyReader(kind, length);
    this.#maxBytes = maxBytes;
    this.#replayLimit = replayLimit;
    this.#asChunks = asChunks;
    // A server may drop what it does not want (RFC 9110, 6.5.2); we cannot know.
    this.#reader.passesTrailers = asChunks;
  }

  get isDone(): boolean {
    return this.#reader.isDone;
  }

  get canReplay(): boolean {
    return this.#replay !== null;
  }

  /** What must be sent again on another connection, before anything new. */
  get replay(): readonly Buffer[] {
    return this.#replay ?? [];
  }

  get total(): number {
    return this.#reader.total;
  }

  /** Takes the client's next bytes, which the body may keep. Returns what goes to the server, or why not. */
  take(bytes: Buffer): Buffer | Failure {
    const reader = this.#reader;
    let framed: Buffer;
    if (reader.kind === "length") {
      const taken = reader.take(bytes.length);
      framed = taken === bytes.length ? bytes : bytes.subarray(0, taken);
      this.rest = taken === bytes.length ? null : bytes.subarray(taken);
    } else {
      const out = Buffer.allocUnsafe(bytes.length + framingOverhead);
      const written = reader.transfer(bytes, 0, bytes.length, out, 0, this.#asChunks);
      if (reader.malformed) return failures.badBody;
      framed = out.subarray(0, written);
      if (reader.tail !== null) framed = Buffer.concat([framed, reader.tail]);
      this.rest = reader.position < bytes.length ? bytes.subarray(reader.position) : null;
    }
    if (this.#maxBytes > 0 && reader.total > this.#maxBytes) return failures.bodyTooLarge;
    this.#remember(framed);
    return framed;
  }

  /** Whether fields may stand behind it. */
  get mayHaveTrailers(): boolean {
    return this.#reader.kind !== "length";
  }

  /** Lines that a client of HTTP/1.1 sent behind the last chunk. */
  get trailers(): string {
    return this.#reader.trailers;
  }

  /**
   * The client said that nothing follows but these lines. Returns what ends the body for the server, or why it must not be
   * over yet.
   */
  end(trailers: string): Buffer | Failure {
    if (this.#reader.kind !== "until-close") return failures.badBody;
    this.#reader.isDone = true;
    if (!this.#asChunks) return nothing;
    const last = lastChunkWith(trailers);
    this.#remember(last);
    return last;
  }

  #remember(framed: Buffer): void {
    if (this.#replay === null) return;
    this.#replayBytes += framed.length;
    if (this.#replayBytes > this.#replayLimit) this.#replay = null;
    else this.#replay.push(framed);
  }
}
