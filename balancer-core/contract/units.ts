// Durations, sizes and addresses as people write them, decoded to numbers and parts. Encoding gives the shortest exact form back.
import { z } from "zod";

const millisecondsPer = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const bytesPer = { B: 1, KiB: 1_024, MiB: 1_048_576, GiB: 1_073_741_824 } as const;

/** Timers above this overflow in JavaScript runtimes and fire at once (2^31 - 1 ms, about 24 days). */
const longestDurationMs = 2_147_483_647;

const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
const sizePattern = /^(\d+(?:\.\d+)?)(B|KiB|MiB|GiB)?$/;

/** A time span in whole milliseconds. */
export const millisecondsSchema = z
  .number()
  .int()
  .nonnegative()
  .max(longestDurationMs, `expected at most ${formatLimit(longestDurationMs)}`)
  .brand("Milliseconds");
export type Milliseconds = z.output<typeof millisecondsSchema>;

/** An amount of memory or data in whole bytes. */
export const bytesSchema = z.number().int().nonnegative().brand("Bytes");
export type Bytes = z.output<typeof bytesSchema>;

/** Reads `250ms`, `5s`, `1.5m`, `1h`; `undefined` when it is none of these. */
export function tryDuration(text: string): number | undefined {
  const match = durationPattern.exec(text);
  if (!match) return undefined;
  return Math.round(Number(match[1]) * millisecondsPer[match[2] as keyof typeof millisecondsPer]);
}

/** Writes milliseconds in the largest unit that divides them. */
export function formatDuration(milliseconds: number): string {
  for (const unit of ["h", "m", "s"] as const) {
    const size = millisecondsPer[unit];
    if (milliseconds >= size && milliseconds % size === 0) return `${milliseconds / size}${unit}`;
  }
  return `${milliseconds}ms`;
}

/** A limit for people, in whole hours where it is longer than one. */
function formatLimit(milliseconds: number): string {
  const hours = Math.floor(milliseconds / millisecondsPer.h);
  return formatDuration(hours > 0 ? hours * millisecondsPer.h : milliseconds);
}

/** Writes bytes in the largest binary unit that divides them. */
export function formatSize(bytes: number): string {
  for (const unit of ["GiB", "MiB", "KiB"] as const) {
    const size = bytesPer[unit];
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return `${bytes}`;
}

/** `5s` in documents, milliseconds in memory. */
export const durationSchema = z.codec(
  z.string().regex(durationPattern, 'expected a duration such as "250ms", "5s", "5m" or "1h"'),
  millisecondsSchema,
  { decode: (text) => (tryDuration(text) ?? 0) as Milliseconds, encode: formatDuration },
);

/** A span that would mean nothing, or work without pause, when it is shorter. */
export const durationFrom = (shortestMs: number) =>
  durationSchema.refine(
    (milliseconds) => milliseconds >= shortestMs,
    `expected at least ${formatDuration(shortestMs)}`,
  );

/** A duration as callers of methods write it, kept as text: the document's own form. */
export function durationTextSchema(shortestMs = 0, longestMs = longestDurationMs) {
  return z.string().refine(
    (text) => {
      const milliseconds = tryDuration(text);
      return milliseconds !== undefined && milliseconds >= shortestMs && milliseconds <= longestMs;
    },
    `expected a duration such as "30s", at most ${formatLimit(longestMs)}`,
  );
}

/** `16KiB` (or a bare number of bytes) in documents, bytes in memory. */
export const sizeSchema = z.codec(
  z.union([
    z.string().regex(sizePattern, 'expected a size such as "512B", "16KiB" or "20MiB"'),
    z.number().int().nonnegative(),
  ]),
  bytesSchema,
  {
    decode: (size) => {
      const match = sizePattern.exec(String(size));
      const unit = (match?.[2] ?? "B") as keyof typeof bytesPer;
      return Math.round(Number(match?.[1] ?? 0) * bytesPer[unit]) as Bytes;
    },
    encode: formatSize,
  },
);

/** A place to listen on or connect to. `host` has no brackets, also for IPv6. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `host:port` and `[::1]:port`; `undefined` when it is neither. */
export function tryAddress(text: string): Address | undefined {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})?)):(\d{1,5})$/.exec(
    text,
  );
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || !(port <= 65_535)) return undefined;
  return { host, port };
}

/** Writes an address the way `tryAddress` reads it. */
export function formatAddress({ host, port }: Address): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** An address to listen on; port 0 asks the system for a free one. */
export const bindSchema = z
  .string()
  .refine(
    (text) => tryAddress(text) !== undefined,
    'expected an address such as "127.0.0.1:8080" or "[::1]:8080"',
  );

/** An address to connect to; port 0 is refused. */
export const addressSchema = z
  .string()
  .refine(
    (text) => (tryAddress(text)?.port ?? 0) > 0,
    'expected an address such as "127.0.0.1:9001", "[::1]:9001" or "name:9001" with a port from 1 to 65535',
  );
