// The API over real HTTP: what it answers, and how it refuses everything it should refuse.
import { readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import WebSocket from "ws";
import { methodNames } from "../../balancer-core/contract/methods.ts";
import { type ServingProcess, serveEvenkeel } from "../support/evenkeel-process.ts";

const yaml = `# kept
version: 1
listeners: [{ id: web, bind: "127.0.0.1:0", pool: app }]
pools: [{ id: app, health: { type: none }, servers: ["127.0.0.1:9"] }]
`;

let balancer: ServingProcess;
let url = "";
let token = "";
beforeAll(async () => {
  balancer = await serveEvenkeel(yaml);
  url = balancer.ready.console?.url ?? "";
  token = balancer.ready.console?.token ?? "";
});
afterAll(() => balancer.dispose());

interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Raw enough to send any Host and any path, which fetch does not. */
function ask(
  verb: string,
  path: string,
  headers: Record<string, string> = {},
  body = "",
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const all = { authorization: `Bearer ${token}`, ...headers };
    const outgoing = request({ hostname, port, method: verb, path, headers: all }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const json = { "content-type": "application/json" };
const code = (answer: Asked) => [
  answer.status,
  (JSON.parse(answer.body) as { error: { code: string } }).error.code,
];

describe("the API refuses", () => {
  it.each([
    [
      "a missing token",
      "GET",
      "/api/v1/snapshot",
      { authorization: "" },
      "",
      [401, "UNAUTHENTICATED"],
    ],
    [
      "a wrong token",
      "GET",
      "/api/v1/snapshot",
      { authorization: "Bearer x" },
      "",
      [401, "UNAUTHENTICATED"],
    ],
    [
      "a foreign origin",
      "GET",
      "/api/v1/snapshot",
      { origin: "http://evil.example" },
      "",
      [403, "FORBIDDEN_ORIGIN"],
    ],
    [
      "a rebound host",
      "GET",
      "/api/v1/snapshot",
      { host: "evil.example" },
      "",
      [403, "FORBIDDEN_ORIGIN"],
    ],
    ["an unknown address", "GET", "/api/v1/nothing", {}, "", [404, "UNKNOWN_METHOD"]],
    ["an unknown pool", "PATCH", "/api/v1/pools/none", json, "{}", [404, "NOT_FOUND"]],
    ["another verb", "DELETE", "/api/v1/snapshot", {}, "", [405, "METHOD_NOT_ALLOWED"]],
    [
      "a stale revision",
      "PUT",
      "/api/v1/config",
      { ...json, "if-match": "999" },
      '{"version":1}',
      [409, "CONFIG_CONFLICT"],
    ],
    [
      "a server that is there",
      "POST",
      "/api/v1/pools/app/servers",
      json,
      '{"id":"s1","address":"127.0.0.1:9"}',
      [409, "ALREADY_EXISTS"],
    ],
    [
      "a body that is too large",
      "PUT",
      "/api/v1/config",
      json,
      " ".repeat(2_097_153),
      [413, "FRAME_TOO_LARGE"],
    ],
    [
      "another media type",
      "PUT",
      "/api/v1/config",
      { "content-type": "text/xml" },
      "<a/>",
      [415, "UNSUPPORTED_MEDIA_TYPE"],
    ],
    [
      "a bad configuration",
      "PUT",
      "/api/v1/config",
      json,
      '{"version":1,"listeners":[{"id":"web","bind":"x"}]}',
      [422, "INVALID_CONFIG"],
    ],
    [
      "a deadline longer than any timer, which would be over at once",
      "POST",
      "/api/v1/pools/app/servers/s1/drain",
      json,
      '{"deadline":"1000h"}',
      [400, "INVALID_PARAMS"],
    ],
    ["a body that is no JSON", "PATCH", "/api/v1/pools/app", json, "{", [400, "INVALID_PARAMS"]],
    ["a parameter twice", "GET", "/api/v1/events?limit=1&limit=2", {}, "", [400, "INVALID_PARAMS"]],
    ["a parameter out of range", "GET", "/api/v1/events?limit=0", {}, "", [400, "INVALID_PARAMS"]],
  ])("%s", async (_, verb, path, headers, body, expected) => {
    expect(code(await ask(verb, path, headers as Record<string, string>, body))).toEqual(expected);
  });

  it("and has changed nothing by then", async () => {
    expect((await ask("GET", "/api/v1/config", { accept: "application/yaml" })).body).toBe(yaml);
  });
});

describe("the API answers", () => {
  it("health and metrics without a token", async () => {
    expect((await ask("GET", "/healthz", { authorization: "" })).status).toBe(200);
    const metrics = await ask("GET", "/metrics", { authorization: "" });
    expect(metrics.body).toContain("evenkeel_");
    expect(metrics.body).toMatch(/^evenkeel_build_info\{version="\d+\.\d+\.\d+"\} 1$/m);
    expect(metrics.body).toMatch(/^evenkeel_config_revision 1$/m);
    expect((await ask("POST", "/metrics", { authorization: "" })).headers.allow).toBe("GET, HEAD");
  });

  it("whether it can serve anybody, without a token", async () => {
    const ready = () => ask("GET", "/readyz", { authorization: "" });
    expect(await ready()).toMatchObject({ status: 200, body: "ready\n" });
    const server = "/api/v1/pools/app/servers/s1";
    await ask("PATCH", server, json, '{"intent":"maintenance"}');
    expect(await ready()).toMatchObject({ status: 503, body: "no usable server: app\n" });
    await ask("PATCH", server, json, '{"intent":"ready"}');
    expect((await ready()).status).toBe(200);
  });

  it("whether the file is in use, as a metric", async () => {
    const inUse = async () =>
      /^evenkeel_config_file_in_use (\d)$/m.exec((await ask("GET", "/metrics")).body)?.[1];
    const text = await readFile(balancer.configFile, "utf8");
    expect(await inUse()).toBe("1");
    await writeFile(balancer.configFile, `${text}pools: again`);
    await vi.waitFor(async () => expect(await inUse()).toBe("0"), { timeout: 10_000 });
    await writeFile(balancer.configFile, text);
    await vi.waitFor(async () => expect(await inUse()).toBe("1"), { timeout: 10_000 });
  });

  it("every method of the contract in its OpenAPI document", async () => {
    const { body } = await ask("GET", "/api/v1/openapi.json");
    const document = JSON.parse(body) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(document.openapi).toMatch(/^3\.1/);
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      [...methodNames].sort(),
    );
  });

  it("a change with its revision, and writes it back with comments kept", async () => {
    const changed = await ask("PATCH", "/api/v1/pools/app/servers/s1", json, '{"weight":3}');
    expect(changed.status).toBe(200);
    const config = await ask("GET", "/api/v1/config", { accept: "application/yaml" });
    expect(config.headers.etag).toBe(changed.headers.etag);
    expect(config.body).toMatch(/^# kept\n/);
    expect(config.body).toContain("weight: 3");
  });

  it("events as a stream, with what was missed first", async () => {
    const stop = new AbortController();
    const response = await fetch(`${url}/api/v1/events?after=0`, {
      headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
      signal: stop.signal,
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    let text = "";
    const reader = response.body?.getReader();
    while (!text.includes("id: 2\n")) {
      const chunk = await reader?.read();
      if (chunk?.done !== false) break;
      text += Buffer.from(chunk.value).toString();
    }
    stop.abort();
    expect(text).toMatch(/^id: 1\ndata: \{.*\}\n\nid: 2\n/);
  });
});

describe("the console's files", () => {
  it.each([
    "/../package.json",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/assets/..%5c..%5cx",
    "/%00",
    "/%",
  ])("%s leads nowhere", async (path) => expect((await ask("GET", path)).status).toBe(404));

  it.each(["/", "/healthz", "/metrics", "/api/v1/snapshot", "/api/v1/nothing", "/none"])(
    "%s is of no use to pages of other sites, not even unread",
    async (path) => {
      expect((await ask("GET", path)).headers).toMatchObject({
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
    },
  );

  it("come with a policy that lets nothing in from elsewhere", async () => {
    const page = await ask("GET", "/", { authorization: "" });
    expect(page.headers["content-security-policy"]).toContain(
      "default-src 'none'; script-src 'self';",
    );
  });
});

describe("the WebSocket", () => {
  const opened = (protocols: string[], headers: Record<string, string> = {}) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`${url.replace("http", "ws")}/rpc`, protocols, { headers });
      socket.on("error", (error) => resolve(error.message));
      socket.on("open", () => socket.send('{"kind":"hello","contract":1}'));
      socket.on("message", (data) => {
        socket.close();
        resolve(`${socket.protocol} ${String(data)}`);
      });
    });

  it("opens with the token and never echoes it", async () => {
    const answer = await opened(["evenkeel.v1", `token.${token}`]);
    expect(answer).toMatch(/^evenkeel\.v1 \{"kind":"welcome"/);
    expect(answer).not.toContain(token);
  });

  it("refuses a wrong token and a foreign origin", async () => {
    expect(await opened(["evenkeel.v1", "token.x"])).toContain("401");
    const origin = { origin: "http://evil.example" };
    expect(await opened(["evenkeel.v1", `token.${token}`], origin)).toContain("403");
  });

  it("answers a frame that is no JSON with an error and lives on", async () => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/rpc`, [
      "evenkeel.v1",
      `token.${token}`,
    ]);
    const frames: string[] = [];
    socket.on("message", (data) => frames.push(String(data)));
    await new Promise((resolve) => socket.on("open", resolve));
    socket.send("{");
    socket.send('{"kind":"hello","contract":1}');
    await expect.poll(() => frames.length).toBe(2);
    expect(frames[0]).toContain("MALFORMED_FRAME");
    expect(frames[1]).toContain("welcome");
    socket.close();
  });
});
