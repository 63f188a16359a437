// The API as an OpenAPI 3.1 document, made from the same rows as the routes.
import { z } from "zod";
import { labServerSchema, trafficSchema } from "../../balancer-core/contract/config-lab.ts";
import { poolSchema, serverSchema } from "../../balancer-core/contract/config-pool.ts";
import { configSchema } from "../../balancer-core/contract/config-schema.ts";
import { bodyParam, type MethodName, methods } from "../../balancer-core/contract/methods.ts";
import { apiExamples } from "./api-examples.ts";
import { errorComponents, errorResponses, errorSchema } from "./openapi-errors.ts";
import { guardParam } from "./params.ts";
import { type Route, routes } from "./routes.ts";

type JsonSchema = Record<string, unknown>;

/** Documents that the method table leaves to the change path; here they are shown in full. */
const documents: Partial<Record<MethodName, z.ZodType>> = {
  "config.put": configSchema,
  "server.add": serverSchema,
  "server.update": serverSchema.omit({ id: true }).partial(),
  "pool.update": poolSchema.omit({ id: true, servers: true }).partial(),
  "lab-server.update": labServerSchema.omit({ id: true }).partial(),
  "traffic.update": trafficSchema,
};

let cached: { readonly version: string; readonly text: string } | undefined;

/** The document as JSON text. Made once; it is the same for every caller. */
export function openApiText(version: string): string {
  if (cached?.version !== version) {
    cached = { version, text: JSON.stringify(openApiDocument(version)) };
  }
  return cached.text;
}

export function openApiDocument(version: string): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.verb.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Evenkeel",
      version,
      description: "Watches and changes a running load balancer.",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      schemas: { Error: errorSchema() },
      responses: errorComponents(),
    },
  };
}

function operation(route: Route): JsonSchema {
  const row = methods[route.method];
  const properties = objectProperties(row.params);
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const others = Object.keys(properties.schemas).filter((name) => !inPath.includes(name));
  const takesQuery = route.verb === "GET" || route.verb === "DELETE";
  const example = apiExamples[route.method];
  const parameter = (name: string, place: "path" | "query") => {
    const value = example?.[place]?.[name];
    return {
      name,
      in: place,
      required: place === "path" || properties.required.has(name),
      schema: properties.schemas[name],
      ...(value === undefined ? {} : { example: value }),
    };
  };
  const parameters: JsonSchema[] = [
    ...inPath.map((name) => parameter(name, "path")),
    ...(takesQuery ? others.map((name) => parameter(name, "query")) : []),
  ];
  const guard = guardParam[route.method];
  if (guard !== undefined) {
    parameters.push({
      name: "If-Match",
      in: "header",
      description: "The revision the change is made for; another one answers 409.",
      schema: { type: "string" },
    });
  }
  const body = takesQuery ? undefined : requestBody(route.method, properties, others);
  return {
    operationId: route.method,
    summary: row.summary,
    tags: [route.path.split("/")[3]],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: {
      [route.status]: { description: "Done.", content: answerContent(route.method) },
      ...errorResponses(route),
    },
  };
}

interface Properties {
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly required: ReadonlySet<string>;
}

function objectProperties(params: z.ZodType): Properties {
  const schema = jsonSchema(params, "input");
  return {
    schemas: (schema.properties ?? {}) as Record<string, JsonSchema>,
    required: new Set((schema.required ?? []) as string[]),
  };
}

function requestBody(method: MethodName, properties: Properties, names: readonly string[]) {
  const document = documents[method];
  const body = apiExamples[method]?.body;
  const example = body === undefined ? {} : { example: body };
  if (document !== undefined) {
    const schema = jsonSchema(document, "input");
    const json = { "application/json": { schema, ...example } };
    const yaml = method === "config.put" ? { "application/yaml": { schema } } : {};
    return { required: true, content: { ...json, ...yaml } };
  }
  if (names.length === 0 || bodyParam[method] !== undefined) return undefined;
  const required = names.filter((name) => properties.required.has(name));
  const schema = {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, properties.schemas[name]])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
  return { required: required.length > 0, content: { "application/json": { schema, ...example } } };
}

function answerContent(method: MethodName): JsonSchema {
  const json = { "application/json": { schema: jsonSchema(methods[method].result, "output") } };
  if (method === "config.get") return { ...json, "application/yaml": {} };
  if (method === "events.list") return { ...json, "text/event-stream": {} };
  return json;
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
