// What a stickiness cookie says and how it is kept from being made up: a server's tag, an end, and a code over both. Instances with
// the same key agree on all of it. Reading and writing header fields is cookie-text.ts.
import { createHmac, timingSafeEqual } from "node:crypto";

const tagBytes = 8;
const endBytes = 6;
const codeBytes = 16;
const signedBytes = tagBytes + endBytes;
/** 30 bytes are 40 characters of base64url without a bit to spare, so that a value can be written in one way only. */
const valueLength = ((signedBytes + codeBytes) * 4) / 3;
/** What earlier servers' tags may cost: more than a pool can have. */
const mostTags = 20_000;

export interface OpenedCookie {
  /** Undefined when the pool does not know the server any more. */
  readonly serverId: string | undefined;
  /** Wall time. */
  readonly expiresAt: number;
}

export class CookieSeal {
  readonly #key: Buffer;
  readonly #tags = new Map<string, Buffer>();
  readonly #servers = new Map<string, string>();

  /** `key` is the workspace's; cookies of one pool mean nothing to another. */
  constructor(key: Buffer, poolId: string) {
    this.#key = createHmac("sha256", key).update(`evenkeel sticky cookie\n${poolId}`).digest();
  }

  /** The servers that cookies may lead to. */
  know(serverIds: readonly string[]): void {
    this.#servers.clear();
    if (this.#tags.size > mostTags) this.#tags.clear();
    for (const id of serverIds) this.#servers.set(this.#tagOf(id).toString("latin1"), id);
  }

  seal(serverId: string, expiresAt: number): string {
    const value = Buffer.allocUnsafe(signedBytes + codeBytes);
    this.#tagOf(serverId).copy(value, 0);
    value.writeUIntBE(Math.floor(expiresAt), tagBytes, endBytes);
    this.#codeOf(value.subarray(0, signedBytes)).copy(value, signedBytes, 0, codeBytes);
    return value.toString("base64url");
  }

  /** Undefined for a value that this key did not make for this pool. Whether it is over is the caller's to ask. */
  open(text: string): OpenedCookie | undefined {
    if (text.length !== valueLength) return undefined;
    const value = Buffer.from(text, "base64url");
    // Characters of another alphabet are skipped in decoding.
    if (value.length !== signedBytes + codeBytes) return undefined;
    const code = this.#codeOf(value.subarray(0, signedBytes)).subarray(0, codeBytes);
    // SECURITY: a comparison that ends at the first difference would let a client find a code byte by byte.
    if (!timingSafeEqual(code, value.subarray(signedBytes))) return undefined;
    return {
      serverId: this.#servers.get(value.toString("latin1", 0, tagBytes)),
      expiresAt: value.readUIntBE(tagBytes, endBytes),
    };
  }

  /** SECURITY: a tag instead of the id, so that a cookie tells nothing about what is behind us. */
  #tagOf(serverId: string): Buffer {
    const known = this.#tags.get(serverId);
    if (known) return known;
    const code = createHmac("sha256", this.#key).update(`server\n${serverId}`).digest();
    const tag = code.subarray(0, tagBytes);
    this.#tags.set(serverId, tag);
    return tag;
  }

  #codeOf(signed: Buffer): Buffer {
    return createHmac("sha256", this.#key).update("cookie\n").update(signed).digest();
  }
}
