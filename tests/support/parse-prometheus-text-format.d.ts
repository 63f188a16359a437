// Types of the parser of Prometheus text, which brings none: the part that tests use.
declare module "parse-prometheus-text-format" {
  export interface MetricFamily {
    readonly name: string;
    readonly help: string;
    readonly type: string;
    readonly metrics: readonly {
      readonly labels?: Readonly<Record<string, string>>;
      readonly value?: string;
      readonly buckets?: Readonly<Record<string, string>>;
      readonly count?: string;
      readonly sum?: string;
    }[];
  }
  // biome-ignore lint/style/noDefaultExport: it is how the parser is exported.
  export default function parse(text: string): MetricFamily[];
}
