// What only the host can tell Prometheus: the configuration's revision and whether the file is in use, and the version.
import { createPrometheusWriter } from "../metrics/prometheus.ts";
import type { Configuration } from "./configuration.ts";

export function hostMetricsText(
  {
    revision,
    changedAt,
    isFileInUse,
  }: Pick<Configuration, "revision" | "changedAt" | "isFileInUse">,
  product: string,
): string {
  const writer = createPrometheusWriter();
  writer.family("evenkeel_config_revision", "gauge", "Number of the present configuration.");
  writer.sample({}, revision);
  writer.family(
    "evenkeel_config_changed_timestamp_seconds",
    "gauge",
    "When the configuration changed last, or the start.",
  );
  writer.sample({}, changedAt / 1_000);
  writer.family(
    "evenkeel_config_file_in_use",
    "gauge",
    "0 while the file says something that could not be applied.",
  );
  writer.sample({}, isFileInUse ? 1 : 0);
  writer.family("evenkeel_build_info", "gauge", "1, labelled with the version that runs.");
  writer.sample({ version: product.replace(/^\S+ /, "") }, 1);
  return writer.text();
}
