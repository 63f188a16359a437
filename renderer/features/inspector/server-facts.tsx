// Counts of a server since the balancer started.
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import type { Text } from "../../i18n/catalogue-types.ts";
import { useText } from "../../i18n/use-text.ts";
import { localDecimals } from "../../lib/digits.ts";
import { formatBytes, formatMilliseconds, formatPercent, groupDigits } from "../../lib/format.ts";
import { type Fact, Facts } from "./inspector-section.tsx";

const statusClasses = ["1xx", "2xx", "3xx", "4xx", "5xx"] as const;

export function factsOf(server: ServerSnapshot, t: Text<"inspector">): Fact[] {
  const answers = statusClasses
    .filter((name) => server.status[name] > 0)
    .map((name) => `${groupDigits(server.status[name])}\u00a0×\u00a0${name}`);
  const share = server.totalRequests > 0 ? server.errors / server.totalRequests : 0;
  const weightNow = Math.round(server.effectiveWeight * 100) / 100;
  return [
    ...(weightNow === server.weight
      ? []
      : [{ name: t("fact.weightNow"), value: localDecimals(String(weightNow)) }]),
    { name: t("fact.requests"), value: groupDigits(server.totalRequests) },
    {
      name: t("fact.answers"),
      value: answers.length === 0 ? t("fact.noAnswers") : answers.join(", "),
    },
    {
      name: t("fact.errors"),
      value: `${groupDigits(server.errors)}${server.errors > 0 ? ` (${formatPercent(share)})` : ""}`,
    },
    { name: t("fact.retried"), value: groupDigits(server.retries) },
    { name: t("fact.waiting"), value: groupDigits(server.queued) },
    { name: t("fact.slowest"), value: formatMilliseconds(server.latencyMs?.max) },
    { name: t("fact.received"), value: formatBytes(server.bytesIn) },
    { name: t("fact.sent"), value: formatBytes(server.bytesOut) },
  ];
}

export function ServerFacts({ server }: { readonly server: ServerSnapshot }) {
  return <Facts facts={factsOf(server, useText("inspector"))} />;
}
