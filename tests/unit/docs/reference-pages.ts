// The reference pages' text, made from the contract's tables: errors, API and configuration.
import { z } from "zod";
import { configSchema } from "../../../balancer-core/contract/config-schema.ts";
import { errorCodes, errorRows } from "../../../balancer-core/contract/error-codes.ts";
import { bodyParam, methodNames, methods } from "../../../balancer-core/contract/methods.ts";

type Json = Readonly<Record<string, unknown>>;

const generated = (source: string) =>
  `<!-- Made from ${source} by \`npm run docs\`. Do not edit. -->\n`;
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const row = (...cells: string[]) => `| ${cells.map(cell).join(" | ")} |`;

const surfaces = {
  relay: "Answers to clients of a listener",
  api: "API and console",
  operation: "Start and configuration",
} as const;

export function errorsPage(): string {
  const sections = Object.entries(surfaces).map(([surface, title]) => {
    const rows = errorCodes
      .filter((code) => errorRows[code].surface === surface)
      .map((code) => {
        const { httpStatus, retryable, sentence } = errorRows[code];
        return row(`\`${code}\``, `${httpStatus}`, retryable ? "yes" : "no", sentence);
      });
    return [
      `## ${title}\n`,
      row("code", "status", "retryable", "meaning"),
      row("---", "---", "---", "---"),
      ...rows,
      "",
    ].join("\n");
  });
  return [
    "# Errors\n",
    generated("balancer-core/contract/error-codes.ts"),
    'Listeners answer with the field `X-Evenkeel-Error: CODE`, the API with `{"error":{"code","message","details"}}`. Retryable: the same request may succeed a moment later.\n',
    ...sections,
  ].join("\n");
}

export function apiPage(): string {
  const parts = methodNames.map((name) => {
    const { summary, rest, params } = methods[name];
    const schema = z.toJSONSchema(params, { io: "input", unrepresentable: "any" }) as Json;
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
    const required = new Set((schema.required ?? []) as string[]);
    const rows = properties.map(([key, property]) => {
      const place = rest.path.includes(`{${key}}`)
        ? "path"
        : takesBody(rest.verb)
          ? "body"
          : "query";
      const whole = bodyParam[name] === key ? "the whole body" : place;
      return row(
        `\`${key}\``,
        whole,
        required.has(key) || place === "path" ? "yes" : "no",
        typeOf(property),
      );
    });
    const table =
      rows.length === 0
        ? []
        : [
            "",
            row("parameter", "in", "required", "type"),
            row("---", "---", "---", "---"),
            ...rows,
          ];
    return [
      `## \`${rest.verb} ${rest.path}\`\n`,
      `${summary} Answers ${rest.status}. Method \`${name}\`.`,
      ...table,
      "",
    ].join("\n");
  });
  return [
    "# API\n",
    generated("balancer-core/contract/methods.ts"),
    "Send `Authorization: Bearer TOKEN`. `/healthz`, `/readyz` and the metrics path need none. The whole, with every field, is the OpenAPI document at `GET /api/v1/openapi.json`. The WebSocket `/rpc` has the same methods.\n",
    ...parts,
  ].join("\n");
}

const takesBody = (verb: string) => verb !== "GET" && verb !== "DELETE";

export function configurationPage(): string {
  const schema = z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" }) as Json;
  return [
    "# Configuration\n",
    generated("the schemas in balancer-core/contract"),
    "Durations are `250ms`, `5s`, `5m`, `1h`; sizes `16KiB`. `[]` stands for each entry of a list, `(type: x)` for the variant with that type.\n",
    row("key", "type", "default", "meaning"),
    row("---", "---", "---", "---"),
    ...keyRows(schema, ""),
    "",
  ].join("\n");
}

function keyRows(schema: Json, path: string): string[] {
  const variants = variantsOf(schema);
  if (variants) {
    return variants.flatMap((variant) => keyRows(variant, `${path} ${variantName(variant)}`));
  }
  const entries = Object.entries((schema.properties ?? {}) as Record<string, Json>);
  return entries.flatMap(([key, property]) => {
    const name = path === "" ? key : `${path}.${key}`;
    const own = row(
      `\`${name}\``,
      typeOf(property),
      defaultOf(property),
      `${property.description ?? ""}`,
    );
    const items = property.items as Json | undefined;
    return [own, ...(items ? keyRows(items, `${name}[]`) : keyRows(property, name))];
  });
}

/** Objects told apart by a constant, as discriminated unions become. */
function variantsOf(schema: Json): Json[] | undefined {
  const variants = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  return variants?.every((variant) => variantName(variant) !== "") ? variants : undefined;
}

function variantName({ properties }: Json): string {
  for (const [key, property] of Object.entries((properties ?? {}) as Record<string, Json>)) {
    if (property.const !== undefined) return `(${key}: ${String(property.const)})`;
  }
  return "";
}

function defaultOf({ default: value }: Json): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text === "{}" ? "" : `\`${text}\``;
}

function typeOf(schema: Json): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (Array.isArray(schema.enum))
    return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  const variants = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (variantsOf(schema)) return "object";
  if (variants) return variants.map(typeOf).join(" or ");
  if (schema.type === "array") return `list of ${typeOf((schema.items ?? {}) as Json)}`;
  return typeof schema.type === "string" ? schema.type : "object";
}
