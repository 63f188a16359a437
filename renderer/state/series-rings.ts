// The last five minutes of every server, second by second, outside zustand: charts read the rings when they draw, and only
// those of the server that changed are told. Memory: 10 fields x 300 points x 8 bytes and 6 x 300 x 4 = 31 KB a
// server, and about as much again for how latencies spread.
import type { SeriesPoint } from "../../balancer-core/contract/snapshot.ts";
import { createKeyedListeners } from "./keyed-listeners.ts";

export const ringLength = 300;

const fields = [
  "at",
  "requests",
  "errors",
  "active",
  "connections",
  "bytesIn",
  "bytesOut",
  "p50",
  "p95",
  "p99",
] as const satisfies readonly (keyof SeriesPoint)[];
/** Counts of a second; absent in a point means none. */
const countFields = ["s1xx", "s2xx", "s3xx", "s4xx", "s5xx", "queued"] as const;
export type SeriesField = (typeof fields)[number] | (typeof countFields)[number];

type Column = Float64Array | Float32Array;

interface Ring {
  readonly columns: Readonly<Record<SeriesField, Column>>;
  readonly latencies: (string | undefined)[];
  count: number;
  next: number;
}

export interface SeriesRings {
  push(points: Readonly<Record<string, SeriesPoint>>): void;
  /** Fills a ring from server.get's history, where it begins earlier than what was seen. */
  backfill(key: string, points: readonly SeriesPoint[]): void;
  /** Latest values of one field, oldest first, at most `length`; NaN where there was none. A copy. */
  read(key: string, field: SeriesField, length?: number): Float64Array;
  /** How latencies spread in those seconds, as contract/latency-counts.ts writes it; undefined where nothing was answered. */
  readLatencies(key: string, length?: number): (string | undefined)[];
  /** Calls back after each new point of this server. */
  subscribe(key: string, listener: () => void): () => void;
  /** Forgets servers that are gone. */
  retain(keys: ReadonlySet<string>): void;
  clear(): void;
}

/** Series are named as the topic names them. */
export const seriesKey = (pool: string, server: string): string => `${pool}/${server}`;

export function createSeriesRings(): SeriesRings {
  const rings = new Map<string, Ring>();
  const listeners = createKeyedListeners();

  function createRing(): Ring {
    const columns = Object.fromEntries<Column>([
      ...fields.map((field) => [field, new Float64Array(ringLength)] as const),
      ...countFields.map((field) => [field, new Float32Array(ringLength)] as const),
    ]) as unknown as Ring["columns"];
    return { columns, latencies: [], count: 0, next: 0 };
  }

  function append(ring: Ring, point: SeriesPoint): void {
    for (const field of fields) ring.columns[field][ring.next] = point[field] ?? Number.NaN;
    for (let place = 0; place < 5; place += 1)
      ring.columns[countFields[place] as SeriesField][ring.next] = point.status?.[place] ?? 0;
    ring.columns.queued[ring.next] = point.queued ?? 0;
    ring.latencies[ring.next] = point.latencies;
    ring.next = (ring.next + 1) % ringLength;
    ring.count = Math.min(ring.count + 1, ringLength);
  }

  function ringOf(key: string): Ring {
    const known = rings.get(key);
    if (known) return known;
    const ring = createRing();
    rings.set(key, ring);
    return ring;
  }

  function read(key: string, field: SeriesField, length = ringLength): Float64Array {
    const ring = rings.get(key);
    if (!ring) return new Float64Array(0);
    const size = Math.min(length, ring.count);
    const values = new Float64Array(size);
    const first = ring.next - size + ringLength;
    for (let index = 0; index < size; index += 1)
      values[index] = ring.columns[field][(first + index) % ringLength] ?? Number.NaN;
    return values;
  }

  function readLatencies(key: string, length = ringLength): (string | undefined)[] {
    const ring = rings.get(key);
    if (!ring) return [];
    const size = Math.min(length, ring.count);
    const first = ring.next - size + ringLength;
    return Array.from({ length: size }, (_, index) => ring.latencies[(first + index) % ringLength]);
  }

  return {
    read,
    readLatencies,
    push(points) {
      for (const [key, point] of Object.entries(points)) {
        append(ringOf(key), point);
        listeners.tell(key);
      }
    },
    backfill(key, points) {
      const seen = read(key, "at");
      const before = seen[0] ?? Number.POSITIVE_INFINITY;
      const earlier = points.filter(({ at }) => at < before);
      if (earlier.length === 0) return;
      const kept = seenPoints(key, seen.length);
      const ring = createRing();
      rings.set(key, ring);
      for (const point of [...earlier, ...kept].slice(-ringLength)) append(ring, point);
      listeners.tell(key);
    },
    subscribe: listeners.subscribe,
    retain(keys) {
      for (const key of rings.keys()) if (!keys.has(key)) rings.delete(key);
    },
    clear() {
      rings.clear();
    },
  };

  function seenPoints(key: string, length: number): SeriesPoint[] {
    const columns = Object.fromEntries(fields.map((field) => [field, read(key, field)]));
    const counts = countFields.map((field) => read(key, field));
    const latencies = readLatencies(key, length);
    return Array.from({ length }, (_, index) => {
      const point = Object.fromEntries(
        fields.map((field) => [field, columns[field]?.[index] ?? 0]),
      );
      const spread = latencies[index];
      return {
        ...(point as unknown as SeriesPoint),
        status: counts.slice(0, 5).map((column) => column[index] ?? 0),
        queued: counts[5]?.[index] ?? 0,
        ...(spread === undefined ? {} : { latencies: spread }),
      };
    });
  }
}

/** The rings of this console. */
export const seriesRings = createSeriesRings();
