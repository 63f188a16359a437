// What the schema says about a document, in words: each of zod's issues as one finding (an unknown key each its own).
import type { z } from "zod";
import { type Finding, invalid, type Path, valueAt } from "./finding.ts";

type Issue = z.core.$ZodIssue;

export function schemaFindings(document: unknown, issues: readonly Issue[]): Finding[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((key) => typeof key !== "symbol");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        ...invalid([...path, key], `unknown key "${key}"`),
        atKey: true,
      }));
    }
    if (issue.code === "invalid_key") {
      return [{ ...invalid(path, issue.issues[0]?.message ?? issue.message), atKey: true }];
    }
    return [invalid(path, expectation(document, path, issue))];
  });
}

function expectation(document: unknown, path: Path, issue: Issue): string {
  const name = path.at(-1);
  const wanted = wantedBy(issue);
  const value = valueAt(document, path);
  if (value === undefined && typeof name === "string") return `${name} is missing, ${wanted}`;
  const hint = value === null ? " (the key has no value: give it one or remove it)" : "";
  return `${typeof name === "string" ? `${name}: ` : ""}${wanted}${hint}`;
}

function wantedBy(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${typeNames[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `expected ${oneOf(issue.values.map((value) => JSON.stringify(value)))}`;
    case "invalid_union":
      // Without a discriminator the first variant's own words are the most telling.
      if ("options" in issue && Array.isArray(issue.options)) {
        return `expected ${oneOf(issue.options.map((value) => JSON.stringify(value)))}`;
      }
      return issue.errors[0]?.[0] ? wantedBy(issue.errors[0][0]) : "expected another value";
    case "too_small":
      return bound("at least", issue.minimum, issue.origin);
    case "too_big":
      return issue.message.startsWith("expected")
        ? issue.message
        : bound("at most", issue.maximum, issue.origin);
    case "invalid_format":
      if (issue.format === "starts_with" && "prefix" in issue) {
        return `expected text that starts with "${String(issue.prefix)}"`;
      }
      return issue.format === "url" ? 'expected a URL such as "http://host:4318"' : issue.message;
    default:
      return issue.message;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a group of keys",
  record: "a group of keys",
  array: "a list",
};

function bound(side: string, limit: number | bigint, origin: string): string {
  const unit = origin === "array" ? " entries" : origin === "string" ? " characters" : "";
  return `expected ${side} ${limit}${unit}`;
}

function oneOf(names: readonly string[]): string {
  if (names.length <= 1) return names.join("");
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
