// Findings of scenarios in the language of the moment, their figures as the console writes figures.

import type { ScenarioFinding } from "../../../balancer-core/contract/scenario-status.ts";
import type { Text } from "../../i18n/catalogue-types.ts";
import { formatMilliseconds, formatPercent } from "../../lib/format.ts";

export function findingText(t: Text<"scenarios">, { id, values }: ScenarioFinding): string {
  const written = Object.entries(values).map(([name, value]) => [name, figureOf(name, value)]);
  // Each text has placeholders of its own; the core gives the values that belong to the id.
  return (t as (key: string, values: object) => string)(
    `finding.${id}`,
    Object.fromEntries(written),
  );
}

function figureOf(name: string, value: number | string): number | string {
  if (typeof value === "string") return value;
  if (name.endsWith("Ms")) return formatMilliseconds(value);
  if (/percent$/i.test(name)) return formatPercent(value / 100);
  return name.endsWith("Times") ? value.toFixed(2) : value;
}
