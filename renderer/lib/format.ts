// The one place where numbers become text: milliseconds, rates, bytes, shares, counts and times. Nothing else rounds.
// Words and the decimal sign are those of the console's language at the moment of the call.
import { textOf } from "../i18n/i18n.ts";
import { groupDigits, localDecimals } from "./digits.ts";

export { groupDigits };

const t = textOf("common");

export interface Measure {
  readonly value: string;
  readonly unit: string;
}

/** What stands where a number is not known. */
export const noValue = "–";

function threeDigits(value: number): string {
  if (value >= 100) return String(Math.round(value));
  const text =
    value >= 10
      ? (Math.round(value * 10) / 10).toFixed(1).replace(/\.0$/, "")
      : (Math.round(value * 100) / 100).toFixed(2).replace(/\.?0+$/, "");
  return localDecimals(text);
}

/** `3.10`, `24.0`, `840`: as many digits for every row, so that a column's decimal signs stand below each other. */
function threePlaces(value: number): string {
  if (value >= 99.95) return String(Math.round(value));
  return localDecimals(value.toFixed(value >= 9.995 ? 1 : 2));
}

/** For columns: `4.20 ms`, `24.0 ms`, `840 ms`, `1.24 s`. */
export function formatMillisecondsInColumn(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) return noValue;
  if (milliseconds < 999.5) return `${threePlaces(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${threePlaces(milliseconds / 1_000)} s`;
  return formatMilliseconds(milliseconds);
}

/** `3.1 ms`, `840 ms`, `1.24 s`, `2.1 min`. */
export function measureMilliseconds(milliseconds: number | null | undefined): Measure {
  if (milliseconds === null || milliseconds === undefined) return { value: noValue, unit: "" };
  if (milliseconds < 999.5) return { value: threeDigits(milliseconds), unit: "ms" };
  if (milliseconds < 60_000) return { value: threeDigits(milliseconds / 1_000), unit: "s" };
  return { value: threeDigits(milliseconds / 60_000), unit: t("unit.minutes") };
}

/** Requests a second: whole numbers from 10 up, one decimal below. */
export function measureRate(perSecond: number): Measure {
  const unit = t("unit.requestsPerSecond");
  if (perSecond >= 99_950) return { value: `${threeDigits(perSecond / 1_000)}k`, unit };
  const value =
    perSecond >= 10 || perSecond === 0
      ? groupDigits(Math.round(perSecond))
      : localDecimals((Math.round(perSecond * 10) / 10).toFixed(1));
  return { value, unit };
}

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

export function measureBytes(bytes: number): Measure {
  let value = bytes;
  let index = 0;
  while (value >= 1_024 && index < byteUnits.length - 1) {
    value /= 1_024;
    index += 1;
  }
  return { value: threeDigits(value), unit: byteUnits[index] ?? "B" };
}

/** A share from 0 to 1. Small shares keep a digit, so that one error in a thousand does not read as none. */
export function measurePercent(share: number): Measure {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return { value: localDecimals("<0.1"), unit: "%" };
  if (percent === 0 || percent >= 9.95) return { value: String(Math.round(percent)), unit: "%" };
  return { value: localDecimals(percent.toFixed(1)), unit: "%" };
}

export function joinMeasure({ value, unit }: Measure): string {
  if (unit === "") return value;
  return unit === "%" ? `${value}%` : `${value} ${unit}`;
}

export const formatMilliseconds = (milliseconds: number | null | undefined): string =>
  joinMeasure(measureMilliseconds(milliseconds));
export const formatRate = (perSecond: number): string => joinMeasure(measureRate(perSecond));
export const formatBytes = (bytes: number): string => joinMeasure(measureBytes(bytes));
export const formatPercent = (share: number): string => joinMeasure(measurePercent(share));

/** `0.42 s`, `12.3 s`, then as a span: what is often short. */
export const formatDuration = (milliseconds: number): string =>
  milliseconds < 60_000
    ? t("span.seconds", { seconds: threeDigits(milliseconds / 1_000) })
    : formatSpan(milliseconds);

/** `42 s`, `3 min 5 s`, `2 h 10 min`, `4 d`: a span for people, two units at most. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds < 60) return t("span.seconds", { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0
      ? t("span.minutes", { minutes })
      : t("span.minutesSeconds", { minutes, seconds: seconds % 60 });
  const hours = Math.floor(minutes / 60);
  if (hours < 48)
    return minutes % 60 === 0
      ? t("span.hours", { hours })
      : t("span.hoursMinutes", { hours, minutes: minutes % 60 });
  return t("span.days", { days: Math.floor(hours / 24) });
}

/** `just now`, `12 s ago`, `3 min ago`. */
export function formatAgo(at: string | number, now: number): string {
  const elapsed = now - (typeof at === "string" ? Date.parse(at) : at);
  if (elapsed < 1_500) return t("ago.now");
  if (elapsed < 60_000) return t("ago.seconds", { seconds: Math.floor(elapsed / 1_000) });
  if (elapsed < 3_600_000) return t("ago.minutes", { minutes: Math.floor(elapsed / 60_000) });
  if (elapsed < 172_800_000) return t("ago.hours", { hours: Math.floor(elapsed / 3_600_000) });
  return t("ago.days", { days: Math.floor(elapsed / 86_400_000) });
}

/** Time of day with seconds, in 24 hours: `14:03:27`. */
export function formatClock(at: string | number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/** `1 server`, `3 servers`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}
