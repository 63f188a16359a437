// Dots on their way: what the core told of finished requests, as places on the picture at a moment. Nothing is made up: a dot is
// a request that went this way, or the even sample of so many. Pure but for its memory, which is bounded.
import type { Flow, FlowDot } from "../../../balancer-core/contract/flow.ts";
import { type Point, pointOnEdge } from "./edge-path.ts";

/** More at once would be a cloud and no longer dots. */
export const mostDots = 300;
/** Messages come twice a second: dots begin when the requests ended, so much later. */
const delayMs = 500;
export const legMs = 420;
/** How long a cross stays where something failed. */
const crossMs = 600;

/** A stop on the way: where edges arrive and leave. */
export interface Stop {
  readonly in: Point;
  readonly out: Point;
}

/** Null for what is not in the picture. */
export type FindStop = (
  place:
    | { readonly kind: "clients" }
    | { readonly kind: "listener"; readonly listener: string }
    | { readonly kind: "pool"; readonly pool: string }
    | { readonly kind: "server"; readonly pool: string; readonly server: string },
) => Stop | null;

export interface Way {
  readonly listener: string;
  readonly pool: string | null;
  /** Null for what the balancer answered by itself. */
  readonly server: string | null;
  readonly isFailed: boolean;
}

interface Travelling extends Way {
  readonly startMs: number;
  /** The first legs were drawn by another dot of the same request. */
  readonly isRetryOf: boolean;
}

export interface DrawnDot extends Point {
  readonly way: Way;
  /** `moving`: on its way. `crossed`: it failed here. */
  readonly look: "moving" | "crossed";
  /** From 1 down to 0. */
  readonly strength: number;
}

export interface DotField {
  readonly size: number;
  push(flow: Flow, nowMs: number): void;
  /** Those in the picture now; what has arrived is forgotten. */
  at(nowMs: number, find: FindStop): DrawnDot[];
  clear(): void;
}

/** One for the server that answered, and one for each that failed before it. */
export function waysOf({ listener, pool, tried, isFailed }: FlowDot): Way[] {
  if (tried.length === 0) return [{ listener, pool, server: null, isFailed }];
  return tried.map((server, index) => ({
    listener,
    pool,
    server,
    isFailed: isFailed || index < tried.length - 1,
  }));
}

export function createDotField(): DotField {
  let dots: Travelling[] = [];
  return {
    get size() {
      return dots.length;
    },
    push({ dots: told }, nowMs) {
      for (const dot of told) {
        const startMs = nowMs + Math.max(0, delayMs - dot.agoMs);
        waysOf(dot).forEach((way, index) => {
          if (dots.length < mostDots)
            dots.push({ ...way, isRetryOf: index > 0, startMs: startMs + index * legMs });
        });
      }
    },
    at(nowMs, find) {
      const drawn: DrawnDot[] = [];
      dots = dots.filter((dot) => {
        const elapsedMs = nowMs - dot.startMs;
        if (elapsedMs < 0) return true;
        const legs = legsOf(dot, find);
        if (legs.length === 0) return false;
        const place = placeAt(dot, legs, elapsedMs);
        if (place) drawn.push(place);
        return place !== null;
      });
      return drawn;
    },
    clear() {
      dots = [];
    },
  };
}

type Leg = readonly [from: Point, to: Point];

function legsOf({ listener, pool, server, isRetryOf }: Travelling, find: FindStop): Leg[] {
  const stops = [
    isRetryOf ? null : find({ kind: "clients" }),
    isRetryOf ? null : find({ kind: "listener", listener }),
    pool === null ? null : find({ kind: "pool", pool }),
    pool === null || server === null ? null : find({ kind: "server", pool, server }),
  ].filter((stop) => stop !== null);
  return stops.slice(1).map((stop, index) => [stops[index]?.out ?? stop.in, stop.in] as const);
}

function placeAt(way: Travelling, legs: readonly Leg[], elapsedMs: number): DrawnDot | null {
  const leg = legs[Math.floor(elapsedMs / legMs)];
  if (leg)
    return {
      ...pointOnEdge(leg[0], leg[1], ease((elapsedMs % legMs) / legMs)),
      way,
      look: "moving",
      strength: 1,
    };
  const overMs = elapsedMs - legs.length * legMs;
  const end = legs.at(-1)?.[1];
  if (!way.isFailed || overMs >= crossMs || !end) return null;
  return { ...end, way, look: "crossed", strength: 1 - overMs / crossMs };
}

/** Leaves and arrives a little slower than it travels. */
const ease = (part: number): number => part + Math.sin(2 * Math.PI * (part + 0.5)) * 0.06;
