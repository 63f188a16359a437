// A fast hash of short texts that spreads well, not a secret one: who chooses keys can choose servers, as with any public hash.
// Source: MurmurHash3_x86_32 by Austin Appleby, over the low bytes of the characters.

/** 32 bits, the same on every machine. Characters are taken as bytes, which those of a request are. */
export function textHash(text: string, seed: number): number {
  const length = text.length;
  const blocks = length & ~3;
  let hash = seed | 0;
  for (let at = 0; at < blocks; at += 4) {
    const block =
      (text.charCodeAt(at) & 0xff) |
      ((text.charCodeAt(at + 1) & 0xff) << 8) |
      ((text.charCodeAt(at + 2) & 0xff) << 16) |
      ((text.charCodeAt(at + 3) & 0xff) << 24);
    hash ^= mixed(block);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = length - 1; at >= blocks; at--) tail = (tail << 8) | (text.charCodeAt(at) & 0xff);
  if (length > blocks) hash ^= mixed(tail);
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mixed(block: number): number {
  const turned = Math.imul(block, 0xcc9e2d51);
  return Math.imul((turned << 15) | (turned >>> 17), 0x1b873593);
}
