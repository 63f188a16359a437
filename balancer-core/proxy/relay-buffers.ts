// Buffers as large as a read, for passing on content. Making one of 64 KiB costs about as much as relaying what is in it, so one
// whose content is all with the system is used again.

/** What one read takes at most. */
export const relayReadBytes = 65_536;
/** A read's worth, and the framing around it. */
const bufferBytes = relayReadBytes + 1_024;
/** Less than this comes from Node's own pool as cheaply. */
const worthKeepingBytes = 4_096;
/** 1 MiB at most is kept for later. */
const mostFree = 16;

const free: Buffer[] = [];
/** Those that are given out. Weak, so that one that is never given back is forgotten with it. */
const given = new WeakSet<ArrayBufferLike>();

/** `bytes` long, with anything in it. */
export function takeRelayBuffer(bytes: number): Buffer {
  if (bytes < worthKeepingBytes || bytes > bufferBytes) return Buffer.allocUnsafe(bytes);
  const buffer = free.pop() ?? Buffer.allocUnsafeSlow(bufferBytes);
  given.add(buffer.buffer);
  return buffer.subarray(0, bytes);
}

export function isRelayBuffer(bytes: Buffer): boolean {
  return bytes.length >= worthKeepingBytes && given.has(bytes.buffer);
}

/** SECURITY: only when nobody holds on to it: what is put in it next would go to whoever the old content was for. */
export function giveBackRelayBuffer(bytes: Buffer): void {
  if (!given.delete(bytes.buffer) || free.length >= mostFree) return;
  free.push(Buffer.from(bytes.buffer));
}
