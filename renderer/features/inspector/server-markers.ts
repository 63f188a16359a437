// The moments of a server, of all of some pools', or of a listener, worth a line in its charts: when it changed state or listened, and
// when somebody changed what it is told to do.
import { readSentence } from "../../../balancer-core/contract/read-sentence.ts";
import type { BalancerEvent } from "../../../balancer-core/contract/records.ts";
import { type ServerState, serverStateSchema } from "../../../balancer-core/contract/snapshot.ts";
import type { ChartMarker } from "../../components/charts/time-chart-data.ts";
import { stateColour } from "../../components/ui/state-chip.tsx";
import { textOf } from "../../i18n/i18n.ts";
import { stateInside } from "../../i18n/state-inside.ts";

/** More would hide the lines they explain. */
const mostMarkers = 8;
/** Words nearer than this would be written over each other; the newer one is kept. */
const wordGapMs = 45_000;
const longestWord = 22;
/** Degraded and recovering come and go on the way to these. */
const marked: ReadonlySet<ServerState> = new Set([
  "up",
  "down",
  "ejected",
  "draining",
  "maintenance",
]);

export interface MarkedThings {
  readonly pools: readonly string[];
  /** One server of them; all where absent. */
  readonly server?: string;
  readonly listener?: string;
}

export function markersOf(events: readonly BalancerEvent[], things: MarkedThings): ChartMarker[] {
  const found = events
    .flatMap((event) => {
      const at = Date.parse(event.at);
      if (event.kind === "config")
        return changesIn(event.message, things).map((label) => ({
          at,
          label,
          colour: "var(--brass)",
        }));
      if (event.kind === "listener") return listenerMarker(event, at, things);
      const state = serverStateSchema.options.find((known) => known === event.to);
      return state !== undefined && marked.has(state) && isOf(event, things)
        ? [{ at, label: stateInside(state), colour: stateColour(state) }]
        : [];
    })
    .slice(-mostMarkers);
  let wordAt = Number.POSITIVE_INFINITY;
  return found
    .reverse()
    .map((marker) => {
      const hasRoom = wordAt - marker.at >= wordGapMs;
      if (hasRoom) wordAt = marker.at;
      return hasRoom ? marker : { ...marker, label: "" };
    })
    .reverse();
}

/** When it began to listen, ended or could not, and what it warned of. */
function listenerMarker(
  event: BalancerEvent,
  at: number,
  { listener }: MarkedThings,
): ChartMarker[] {
  if (listener === undefined || event.listener !== listener) return [];
  const kind =
    event.level === "error"
      ? "failed"
      : event.level === "warning"
        ? "warning"
        : readSentence(event.message)?.code === "CLOSED"
          ? "closed"
          : "listening";
  const colour = stateColour(markerStates[kind]);
  return [{ at, label: textOf("inspector")(`marker.${kind}`), colour }];
}

/** Whose colour a listener's marker has. */
const markerStates = {
  failed: "down",
  warning: "degraded",
  closed: "drained",
  listening: "up",
} as const satisfies Record<string, ServerState>;

function isOf(event: BalancerEvent, { pools, server }: MarkedThings): boolean {
  return (
    event.kind === "server-state" &&
    event.pool !== undefined &&
    pools.includes(event.pool) &&
    (server === undefined || event.server === server)
  );
}

/** The core tells a change as `server "s1" of pool "app": weight 1 → 3; pool "app": …`. */
const clausePattern =
  /^(?:server "([^"]+)" of )?(pool|listener) "([^"]+)"(?:: (\S+) (?:.* → )?(.*)| (added|removed)\b.*)$/;

/** What a message about the configuration says of the things, each in a word or two. */
function changesIn(message: string, { pools, server, listener }: MarkedThings): string[] {
  const words = message.split("; ").flatMap((clause) => {
    const match = clausePattern.exec(clause);
    if (!match) return [];
    const [, ofServer, kind, id = "", setting, value = "", membership] = match;
    const isTouched =
      kind === "listener"
        ? id === listener
        : pools.includes(id) &&
          (ofServer === undefined || server === undefined || ofServer === server);
    // Intents show as the state they lead to.
    if (!isTouched || setting === "intent") return [];
    const subject = server === undefined && ofServer !== undefined ? `${ofServer} ` : "";
    const what = membership
      ? textOf("inspector")(`marker.${membership as "added" | "removed"}`)
      : `${setting?.split(".").at(-1) ?? ""} ${value}`;
    return [shortened(`${subject}${what}`)];
  });
  const [first, ...others] = words;
  if (first === undefined) return [];
  return [others.length === 0 ? first : `${first} +${others.length}`];
}

const shortened = (text: string): string =>
  text.length > longestWord ? `${text.slice(0, longestWord - 1)}…` : text;

/** For the charts below the one that has the words. */
export const withoutWords = (markers: readonly ChartMarker[]): readonly ChartMarker[] =>
  markers.map((marker) => ({ ...marker, label: "" }));
