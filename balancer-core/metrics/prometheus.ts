// Writes the Prometheus text exposition format 0.0.4: families with help and type, samples with escaped labels.

export type MetricType = "counter" | "gauge" | "histogram";
export type Labels = Readonly<Record<string, string>>;

export interface PrometheusWriter {
  /** Starts a family; its samples follow directly. */
  family(name: string, type: MetricType, help: string): void;
  /** `suffix` is `_bucket`, `_sum` or `_count` in a histogram. */
  sample(labels: Labels, value: number, suffix?: string): void;
  /** The same with labels that `labelText` wrote before: they are most of the work, and recur in many families. */
  line(labels: string, value: number, suffix?: string): void;
  text(): string;
}

export function createPrometheusWriter(): PrometheusWriter {
  const lines: string[] = [];
  let current = "";
  const line = (labels: string, value: number, suffix = "") => {
    const inBraces = labels === "" ? "" : `{${labels}}`;
    lines.push(`${current}${suffix}${inBraces} ${formatValue(value)}`);
  };
  return {
    family(name, type, help) {
      current = name;
      lines.push(`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`);
    },
    sample: (labels, value, suffix) => line(labelText(labels), value, suffix),
    line,
    text: () => `${lines.join("\n")}\n`,
  };
}

export function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(",");
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function formatValue(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  return String(value);
}
