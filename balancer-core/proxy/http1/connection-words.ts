// What the Connection fields of one head say: whether to keep, close or upgrade, and which fields end at this hop.
import { equalsIgnoringCase, withoutOuterSpace } from "./tokens.ts";

const keepAliveWord = Buffer.from("keep-alive", "latin1");
const closeWord = Buffer.from("close", "latin1");

export class ConnectionWords {
  close = false;
  keepAlive = false;
  upgrade = false;
  /** Names in lower case that are listed beside the words above; null mostly. */
  listed: Set<string> | null = null;

  reset(): void {
    this.close = false;
    this.keepAlive = false;
    this.upgrade = false;
    this.listed = null;
  }

  /** Adds one field's value. */
  add(bytes: Buffer, start: number, end: number): void {
    // Nearly every value is one of these two, alone.
    if (equalsIgnoringCase(bytes, start, end, keepAliveWord)) this.keepAlive = true;
    else if (equalsIgnoringCase(bytes, start, end, closeWord)) this.close = true;
    else {
      for (const word of bytes.toString("latin1", start, end).toLowerCase().split(",")) {
        this.#addWord(withoutOuterSpace(word));
      }
    }
  }

  #addWord(word: string): void {
    if (word === "close") this.close = true;
    else if (word === "keep-alive") this.keepAlive = true;
    else if (word === "upgrade") this.upgrade = true;
    else if (word !== "") {
      this.listed ??= new Set();
      this.listed.add(word);
    }
  }
}
