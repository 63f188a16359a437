// The OpenAPI document, judged by a public validator and walked call by call: each route does what its example says, and fails
// in the ways it lists. A new method needs a row in headless/console/api-examples.ts to pass.
import { validate } from "@readme/openapi-parser";
import { describe, expect, it, onTestFinished } from "vitest";
import { type MethodName, type MethodRow, methods } from "../../balancer-core/contract/methods.ts";
import { apiExamples, exampleYaml } from "../../headless/console/api-examples.ts";
import { openApiDocument } from "../../headless/console/openapi.ts";
import { startTaggedServer } from "../support/balancer.ts";
import { type Answer, errorOf, runningConsole } from "../support/running-console.ts";

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly example?: string | number;
}

interface Operation {
  readonly operationId: MethodName;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = openApiDocument("1.2.3");
const operations = Object.entries(
  document.paths as Record<string, Record<string, Operation>>,
).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb: verb.toUpperCase(), operation })),
);
type Walked = (typeof operations)[number];

const json = { "content-type": "application/json" };

/** The address of a call, its names from the document's examples but for those given. */
function addressOf({ path, operation }: Walked, names: Record<string, string> = {}): string {
  const values = (place: Parameter["in"]) =>
    (operation.parameters ?? []).filter((parameter) => parameter.in === place);
  let address = path;
  for (const { name, example } of values("path")) {
    address = address.replace(`{${name}}`, encodeURIComponent(names[name] ?? `${example}`));
  }
  const query = values("query").flatMap(({ name, example }) =>
    example === undefined ? [] : [[name, names[name] ?? `${example}`]],
  );
  return query.length === 0 ? address : `${address}?${new URLSearchParams(query)}`;
}

function bodyOf({ operation }: Walked): { headers?: Record<string, string>; body?: string } {
  const example = operation.requestBody?.content["application/json"]?.example;
  return example === undefined ? {} : { headers: json, body: JSON.stringify(example) };
}

async function exampleConsole(method: MethodName) {
  const { address, kill } = await startTaggedServer("answer");
  onTestFinished(() => kill());
  const console = await runningConsole(exampleYaml.replaceAll(/127\.0\.0\.1:900\d/g, address));
  await console.call("server.update", { pool: "app", server: "s2", changes: { weight: 3 } }, "api");
  if (method === "config.redo") await console.call("config.undo", {});
  if (method === "sticky.remove") {
    const headers = { "x-session": "alice" };
    await (await fetch(`http://${console.addressOf("web")}/`, { headers })).text();
  }
  return console;
}

describe("the OpenAPI document", () => {
  it("is valid in the eyes of a public validator", async () => {
    const result = await validate(structuredClone(document) as never);
    expect(result).toMatchObject({ valid: true, warnings: [] });
  });

  it("has an operation and an example for every method with an address", () => {
    const addressed = Object.entries<MethodRow>(methods)
      .flatMap(([name, { rest }]) => (rest === undefined ? [] : [name]))
      .sort();
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(addressed);
    expect(Object.keys(apiExamples).sort()).toEqual(addressed);
  });

  it("is served as it is", async () => {
    const { ask } = await runningConsole(exampleYaml);
    const { status, body } = await ask("GET", "/api/v1/openapi.json");
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual(document);
  });
});

describe.each(operations.map((walked) => [`${walked.verb} ${walked.path}`, walked] as const))(
  "%s",
  (_, walked) => {
    const { verb, operation } = walked;
    const method = operation.operationId;
    const names = (operation.parameters ?? []).filter(
      (parameter) => parameter.in === "path" || parameter.name === "pool",
    );
    const takesBody = operation.requestBody !== undefined;
    const documented = (answer: Answer) => {
      expect(Object.keys(operation.responses)).toContain(`${answer.status}`);
      return answer;
    };

    it("does what its example says", async () => {
      const { ask } = await exampleConsole(method);
      const answer = documented(await ask(verb, addressOf(walked), bodyOf(walked)));
      expect(answer.status, answer.body).toBeLessThan(300);
      expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
      methods[method].result.parse(JSON.parse(answer.body));
      if (verb === "GET") {
        const accept = { accept: "text/event-stream, application/json" };
        const head = await ask("HEAD", addressOf(walked), { headers: accept });
        expect([head.status, head.body]).toEqual([answer.status, ""]);
      }
    });

    it("refuses strangers, other verbs, other media types, and what it cannot read", async () => {
      const console = await exampleConsole(method);
      const before = await console.call("config.get", {});
      const address = addressOf(walked);
      const { body = "" } = bodyOf(walked);
      const refused = async (
        code: string,
        headers: Record<string, string>,
        sent: string | Buffer = body,
        to = address,
      ) => {
        const answer = documented(await console.ask(verb, to, { headers, body: sent }));
        expect(errorOf(answer).code).toBe(code);
      };
      await refused("UNAUTHENTICATED", { ...json, authorization: "" });
      await refused("UNAUTHENTICATED", { ...json, authorization: "Bearer t0ken-of-the-tes" });
      await refused("FORBIDDEN_ORIGIN", { ...json, origin: "https://evil.example" });
      await refused("FORBIDDEN_ORIGIN", { ...json, host: "evil.example" });
      await refused("UNSUPPORTED_MEDIA_TYPE", { "content-type": "text/xml" }, "<a/>");
      await refused("INVALID_PARAMS", json, "{");
      await refused("INVALID_PARAMS", json, "[1]");
      await refused(
        "INVALID_PARAMS",
        json,
        body,
        `${address}${address.includes("?") ? "&" : "?"}x=1`,
      );
      await refused("FRAME_TOO_LARGE", { ...json, "content-length": "2097153" }, "");
      if (takesBody && method !== "config.put") {
        await refused("UNSUPPORTED_MEDIA_TYPE", { "content-type": "application/yaml" }, "a: 1");
      }
      const other = await console.ask("TRACE", address);
      expect(errorOf(other).code).toBe("METHOD_NOT_ALLOWED");
      expect(`${other.headers.allow}`.split(", ")).toContain(verb);
      expect(await console.call("config.get", {})).toEqual(before);
    });

    it.each(names.map(({ name }) => name))("names the %s that is not there", async (name) => {
      const { ask } = await exampleConsole(method);
      const unknown = name === "revision" ? "999" : "no-such";
      const address = addressOf(walked, { [name]: unknown });
      const { status, code, message } = errorOf(
        documented(await ask(verb, address, bodyOf(walked))),
      );
      expect({ status, code }).toEqual({ status: 404, code: "NOT_FOUND" });
      expect(message).toContain(unknown);
    });
  },
);

describe("a change over the API", () => {
  it("is refused with every problem of the configuration at once", async () => {
    const { ask } = await runningConsole(exampleYaml);
    const body = JSON.stringify({ version: 2, listeners: [{ id: "w!", bind: "x" }], more: 1 });
    const answer = await ask("PUT", "/api/v1/config", { headers: json, body });
    expect(answer.status).toBe(422);
    const { error } = JSON.parse(answer.body) as {
      error: { details: { problems: { path: string }[] } };
    };
    expect(error.details.problems.map(({ path }) => path).sort()).toEqual([
      "listeners.0.bind",
      "listeners.0.id",
      "more",
      "version",
    ]);
  });

  it("is made for one revision: If-Match of another answers 409 with the present one", async () => {
    const { ask } = await runningConsole(exampleYaml);
    const yaml = { "content-type": "application/yaml", "if-match": '"1"' };
    const next = exampleYaml.replace("s2", "s9");
    const done = await ask("PUT", "/api/v1/config", { headers: yaml, body: next });
    expect([done.status, done.headers.etag]).toEqual([200, '"2"']);
    const again = { headers: yaml, body: exampleYaml };
    const stale = await ask("PUT", "/api/v1/config", again);
    expect(stale.status).toBe(409);
    expect(JSON.parse(stale.body).error).toMatchObject({
      code: "CONFIG_CONFLICT",
      details: { revision: 2 },
    });
    const restore = "/api/v1/config/history/1/restore";
    expect((await ask("POST", restore, { headers: { "if-match": "1" } })).status).toBe(409);
    expect((await ask("POST", restore, { headers: { "if-match": "2" } })).status).toBe(200);
    const odd = await ask("POST", restore, { headers: { "if-match": "yesterday" } });
    expect(errorOf(odd).code).toBe("INVALID_PARAMS");
  });

  it("gives and takes YAML by Accept and Content-Type", async () => {
    const { ask } = await runningConsole(exampleYaml);
    const yaml = await ask("GET", "/api/v1/config", { headers: { accept: "text/yaml" } });
    expect(yaml.headers).toMatchObject({
      "content-type": "application/yaml; charset=utf-8",
      vary: "Accept",
      etag: '"1"',
    });
    expect(yaml.body).toBe(exampleYaml);
    const headers = { "content-type": "application/x-yaml; charset=utf-8" };
    const body = `# from curl\n${exampleYaml}`;
    expect((await ask("PUT", "/api/v1/config", { headers, body })).status).toBe(200);
    const kept = await ask("GET", "/api/v1/config", { headers: { accept: "application/yaml" } });
    expect(kept.body).toBe(body);
    const first = await ask("GET", "/api/v1/config", {
      headers: { accept: "application/json, application/yaml" },
    });
    expect(first.headers["content-type"]).toContain("application/json");
  });

  it("removes a server after a drain, or at once", async () => {
    const running = await runningConsole(exampleYaml);
    const drained = await running.ask("DELETE", "/api/v1/pools/app/servers/s1?drain=1s");
    expect(drained.status).toBe(200);
    await running.eventually(() => expect(running.text()).not.toContain("s1"));
    expect((await running.ask("DELETE", "/api/v1/pools/app/servers/s2")).status).toBe(200);
    expect(running.text()).not.toContain("s2");
    const soon = await running.ask("DELETE", "/api/v1/pools/app/servers/s2?drain=soon");
    expect(errorOf(soon)).toMatchObject({ status: 400, code: "INVALID_PARAMS" });
  });
});
