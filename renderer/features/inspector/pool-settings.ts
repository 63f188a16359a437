// A pool's settings as short facts: how it checks, tries again, waits, keeps clients and drains.
import type { HealthConfig } from "../../../balancer-core/contract/config-health.ts";
import type { PoolConfig } from "../../../balancer-core/contract/config-pool.ts";
import { formatDuration } from "../../../balancer-core/contract/units.ts";
import { plural } from "../../lib/format.ts";
import type { Fact } from "./inspector-section.tsx";

export function healthFacts(health: HealthConfig): Fact[] {
  if (health.type === "none") return [{ name: "Checks", value: "none", isFigure: false }];
  const question = health.type === "tcp" ? "TCP connect" : `${health.method} ${health.path}`;
  return [
    { name: "Checks", value: question },
    {
      name: "Every",
      value: `${formatDuration(health.interval)}, timeout ${formatDuration(health.timeout)}`,
    },
    {
      name: "Down after",
      value: `${health.fall} failed in a row`,
      isFigure: false,
    },
    { name: "Up after", value: `${health.rise} passed in a row`, isFigure: false },
  ];
}

export function ruleFacts({
  retries,
  timeouts,
  stickiness,
  passive,
  slowStart,
  drain,
}: PoolConfig): Fact[] {
  const facts: Fact[] = [
    {
      name: "Retries",
      value:
        retries.attempts === 0
          ? "none"
          : `${retries.attempts}, on ${retries.on.map((reason) => reason.replaceAll("-", " ")).join(", ")}`,
      isFigure: false,
    },
    { name: "Connect timeout", value: formatDuration(timeouts.connect) },
    { name: "Response timeout", value: formatDuration(timeouts.response) },
    { name: "Idle timeout", value: formatDuration(timeouts.idle) },
    { name: "Queue timeout", value: formatDuration(timeouts.queue) },
    { name: "Stickiness", value: stickiness.type, isFigure: false },
    {
      name: "Ejects after",
      value:
        passive.consecutiveFailures === 0
          ? "never"
          : `${plural(passive.consecutiveFailures, "failure")}, for ${formatDuration(passive.ejectFor)}`,
      isFigure: false,
    },
    { name: "Drain deadline", value: formatDuration(drain.deadline) },
  ];
  if (slowStart > 0) facts.push({ name: "Slow start", value: formatDuration(slowStart) });
  return facts;
}
