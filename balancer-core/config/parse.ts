// From the text of a workspace file to a configuration, or to every problem it has, each with its place.
import type { Document } from "yaml";
import { type Config, configSchema, expandShorthand } from "../contract/config-schema.ts";
import type { Problem } from "../contract/problems.ts";
import { crossCheck } from "./cross-check.ts";
import { fileFindings } from "./file-check.ts";
import { describeSubject, type Finding, valueAt } from "./finding.ts";
import { salvage } from "./salvage.ts";
import { schemaFindings } from "./schema-findings.ts";
import { readYaml, type YamlText } from "./yaml-text.ts";

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config; readonly document: Document }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** More are not listed: a text that wrong has one cause. */
const mostProblems = 200;
const longestValue = 80;

export interface ParseOptions {
  /** Where relative paths of certificates begin. Files are looked at only when this is given. */
  readonly directory?: string;
}

/** Never throws. A configuration comes with the document it was read from, for edits that keep comments. */
export function parseConfig(text: string, { directory }: ParseOptions = {}): ParsedConfig {
  const yaml = readYaml(text);
  if (yaml.findings.length > 0) return { ok: false, problems: problemsOf(yaml, yaml.findings) };
  const document = expandShorthand(yaml.value ?? {});
  const parsed = configSchema.safeParse(document);
  const config = parsed.success ? parsed.data : salvage(document);
  const schema = parsed.success ? [] : schemaFindings(document, parsed.error.issues);
  const files = config && directory !== undefined ? fileFindings(config, directory) : [];
  const further = config ? [...crossCheck(config), ...files] : [];
  const findings = [...schema, ...further.filter((finding) => !isAbout(finding, schema))];
  if (parsed.success && findings.length === 0) {
    return { ok: true, config: parsed.data, document: yaml.document };
  }
  return { ok: false, problems: problemsOf(yaml, findings, document) };
}

/** Whether the schema has judged this value, a part of it or what holds it already; then the rest would be guesswork. */
function isAbout({ path }: Finding, judged: readonly Finding[]): boolean {
  return judged.some(({ path: other, atKey }) => {
    if (atKey || other.length === 0) return false;
    const shared = Math.min(path.length, other.length);
    return path.slice(0, shared).every((key, index) => key === other[index]);
  });
}

function problemsOf(yaml: YamlText, findings: readonly Finding[], document?: unknown): Problem[] {
  return findings
    .slice(0, mostProblems)
    .map((finding): Problem => {
      const subject = describeSubject(document, finding.path);
      const value = finding.atKey ? undefined : valueAt(document, finding.path);
      const place =
        finding.offset === undefined
          ? yaml.placeOf(finding.path, finding.atKey ?? false)
          : yaml.placeOfOffset(finding.offset);
      return {
        path: finding.path.join("."),
        ...place,
        ...(value === undefined || finding.path.length === 0 ? {} : { value: shorten(value) }),
        message: subject === "" ? finding.message : `${subject}: ${finding.message}`,
        code: finding.code,
      };
    })
    .sort(
      (one, other) =>
        (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0),
    );
}

function shorten(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
