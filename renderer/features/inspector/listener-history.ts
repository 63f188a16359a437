// What a listener did, as rows for charts: rates, connections, and its own answers by status. Pure but for the hook at the end.
import { useSyncExternalStore } from "react";
import { errorRows, isErrorCode } from "../../../balancer-core/contract/error-codes.ts";
import type { ListenerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import type { ChartRow, ChartSeries } from "../../components/charts/time-chart-data.ts";
import type { Text } from "../../i18n/catalogue-types.ts";
import { type ListenerSecond, listenerRings } from "../../state/listener-rings.ts";

export function isHttp({ protocol }: Pick<ListenerSnapshot, "protocol">): boolean {
  return protocol === "http" || protocol === "https";
}

/** Requests by HTTP have a status. Of connections only the code says why they ended. */
const kindOf = (code: string, hasStatus: boolean): string =>
  hasStatus && isErrorCode(code) ? String(errorRows[code].httpStatus) : code;

/** Own answers under `own 503`, with a zero where there was none of a kind that occurred. */
export function listenerRows(seconds: readonly ListenerSecond[], hasStatus: boolean): ChartRow[] {
  const kinds = ownKinds(seconds, hasStatus);
  return seconds.map(({ at, requests, opened, connections, ownAnswers }) => {
    const own = Object.fromEntries(
      kinds.map((kind) => [keyOf(kind), requests === null ? null : 0]),
    );
    for (const [code, perSecond] of Object.entries(ownAnswers)) {
      const key = keyOf(kindOf(code, hasStatus));
      own[key] = (own[key] ?? 0) + perSecond;
    }
    return { at, requests, opened, connections, ...own };
  });
}

/** Kinds of own answers in these seconds, in the order of their names. */
export function ownKinds(seconds: readonly ListenerSecond[], hasStatus: boolean): string[] {
  const kinds = new Set<string>();
  for (const { ownAnswers } of seconds)
    for (const code of Object.keys(ownAnswers)) kinds.add(kindOf(code, hasStatus));
  return [...kinds].sort();
}

const keyOf = (kind: string): string => `own ${kind}`;

const ownColours = [2, 5, 4, 6, 3, 7].map((number) => `var(--series-${number})`);

export const ownSeries = (kinds: readonly string[]): readonly ChartSeries[] =>
  kinds.map((kind, index) => ({
    key: keyOf(kind),
    label: kind,
    colour: ownColours[index % ownColours.length] ?? "var(--ink-3)",
  }));

/** Of TCP every connection counts as one request. */
export const rateSeries = (t: Text<"inspector">, hasRequests: boolean): readonly ChartSeries[] => [
  ...(hasRequests
    ? [{ key: "requests", label: t("chart.active"), colour: "var(--series-1)" }]
    : []),
  { key: "opened", label: t("chart.opened"), colour: "var(--series-8)", dash: "4 2" },
];

export const openSeries = (t: Text<"inspector">): readonly ChartSeries[] => [
  { key: "connections", label: t("chart.connections"), colour: "var(--series-3)" },
];

/** Whether nobody else leads to its pools, so that what their servers did they did for it. */
export function feedsAlone(
  listeners: readonly Pick<ListenerSnapshot, "id" | "pools">[],
  id: string,
): boolean {
  const own = new Set(listeners.find((listener) => listener.id === id)?.pools);
  return listeners.every((other) => other.id === id || !other.pools.some((pool) => own.has(pool)));
}

export function useListenerHistory(id: string): readonly ListenerSecond[] {
  return useSyncExternalStore(
    (changed) => listenerRings.subscribe(id, changed),
    () => listenerRings.read(id),
  );
}
