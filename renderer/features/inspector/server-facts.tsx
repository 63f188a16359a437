// Counts of a server since the balancer started, and its settings.
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { formatBytes, formatMilliseconds, formatPercent, groupDigits } from "../../lib/format.ts";
import { type Fact, Facts } from "./inspector-section.tsx";

const statusClasses = ["1xx", "2xx", "3xx", "4xx", "5xx"] as const;

export function factsOf(server: ServerSnapshot): Fact[] {
  const answers = statusClasses
    .filter((name) => server.status[name] > 0)
    .map((name) => `${groupDigits(server.status[name])}\u00a0×\u00a0${name}`);
  const share = server.totalRequests > 0 ? server.errors / server.totalRequests : 0;
  return [
    { name: "Weight", value: weightText(server) },
    {
      name: "Maximum connections",
      value: server.maxConnections === 0 ? "no limit" : groupDigits(server.maxConnections),
    },
    { name: "Backup", value: server.backup ? "yes, used when no other is" : "no", isFigure: false },
    { name: "Requests", value: groupDigits(server.totalRequests) },
    { name: "Answers", value: answers.length === 0 ? "none yet" : answers.join(", ") },
    {
      name: "Errors",
      value: `${groupDigits(server.errors)}${server.errors > 0 ? ` (${formatPercent(share)})` : ""}`,
    },
    { name: "Retried elsewhere", value: groupDigits(server.retries) },
    { name: "Waiting", value: groupDigits(server.queued) },
    { name: "Slowest, 10 s", value: formatMilliseconds(server.latencyMs?.max) },
    { name: "Received", value: formatBytes(server.bytesIn) },
    { name: "Sent", value: formatBytes(server.bytesOut) },
  ];
}

/** The effective weight differs while a server starts slowly or is out of rotation. */
function weightText({ weight, effectiveWeight }: ServerSnapshot): string {
  const now = Math.round(effectiveWeight * 100) / 100;
  return now === weight ? String(weight) : `${weight}, now ${now}`;
}

export function ServerFacts({ server }: { readonly server: ServerSnapshot }) {
  return <Facts facts={factsOf(server)} />;
}
