// Attacks on the doors of API and console: each is refused in a word, changes nothing, and leaves the server answering.
import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import type WebSocket from "ws";
import { type Asking, consoleToken, errorOf, runningConsole } from "../support/running-console.ts";

const text = `version: 1
listeners:
  - { id: web, bind: 127.0.0.1:0, pool: app }
pools:
  - id: app
    health: { type: http, path: /health, interval: 1h }
    servers:
      - { id: s1, address: 127.0.0.1:9 }
`;

const json = (body: string): Asking => ({ headers: { "content-type": "application/json" }, body });
const yaml = (body: string): Asking => ({ headers: { "content-type": "application/yaml" }, body });

async function unharmed(
  change: (console: Awaited<ReturnType<typeof runningConsole>>) => Promise<void>,
) {
  const console = await runningConsole(text);
  const before = await console.call("config.get", {});
  await change(console);
  expect(await console.call("config.get", {})).toEqual(before);
  expect(console.text()).toBe(text);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect((await console.ask("GET", "/healthz")).status).toBe(200);
  expect(console.events.filter(({ message }) => message.includes("failed inside"))).toEqual([]);
}

describe("keys that would change prototypes are refused", () => {
  const evil = '{"polluted":true}';
  it.each([
    ["PUT", "/api/v1/config", json(`{"version":1,"__proto__":${evil}}`), 400],
    [
      "PUT",
      "/api/v1/config",
      json(`{"version":1,"pools":[{"id":"a","constructor":${evil}}]}`),
      400,
    ],
    ["PUT", "/api/v1/config", yaml("version: 1\n__proto__: { polluted: true }\n"), 422],
    ["PUT", "/api/v1/config", yaml("version: 1\nlog: { constructor: { polluted: true } }\n"), 422],
    ["PUT", "/api/v1/config", yaml('version: 1\n? "__proto__"\n: { polluted: true }\n'), 422],
    ["PATCH", "/api/v1/pools/app", json(`{"__proto__":${evil}}`), 400],
    ["PATCH", "/api/v1/pools/app", json(`{"health":{"__proto__":${evil}}}`), 400],
    ["PATCH", "/api/v1/pools/app", json(`{"prototype":${evil}}`), 400],
    [
      "POST",
      "/api/v1/pools/app/servers",
      json(`{"id":"x","address":"a:1","__proto__":${evil}}`),
      400,
    ],
    [
      "POST",
      "/api/v1/pools/app/servers",
      json('{"id":"constructor","address":"127.0.0.1:1"}'),
      422,
    ],
    ["POST", "/api/v1/pools/app/servers", json('{"id":"__proto__","address":"127.0.0.1:1"}'), 422],
    ["GET", "/api/v1/events?__proto__=1", {}, 400],
    ["GET", "/api/v1/pools/__proto__/servers/s1", {}, 400],
    ["GET", "/api/v1/pools/constructor/servers/toString", {}, 404],
    ["PATCH", "/api/v1/lab/servers/constructor", json("{}"), 404],
  ] as const)("%s %s %o", (verb, path, asking, status) =>
    unharmed(async ({ ask }) => {
      expect((await ask(verb, path, asking)).status).toBe(status);
    }),
  );
});

describe("line breaks that would make header fields or log lines of their own are refused", () => {
  const pool = (part: object) => json(JSON.stringify(part));
  const health = (part: object) => pool({ health: { type: "http", ...part } });
  it.each([
    ["a check's path", health({ path: "/a\r\nx-evil: 1" })],
    ["a check's host", health({ host: "a\r\nx-evil: 1" })],
    ["a check's field", health({ headers: { "x-a": "1\r\nx-evil: 1" } })],
    ["a check's field name", health({ headers: { "x-a: 1\r\nx-evil": "1" } })],
    ["a name for TLS", pool({ upstream: { tls: true, serverName: "a\r\nb" } })],
    ["a cookie's name", pool({ stickiness: { type: "cookie", name: "a=b\r\nx-evil: 1" } })],
    ["a sticky field", pool({ stickiness: { type: "header", name: "a\r\nb" } })],
    ["a hash key", pool({ algorithm: { type: "consistent-hash", key: "header:a\r\nb" } })],
  ])("in %s", (_, asking) =>
    unharmed(async ({ ask }) => {
      const answer = await ask("PATCH", "/api/v1/pools/app", asking);
      expect(errorOf(answer)).toMatchObject({ status: 422 });
    }),
  );

  it.each([
    { id: "a\r\nx-evil: 1", address: "127.0.0.1:1" },
    { id: "a", address: "127.0.0.1:1\r\nx-evil: 1" },
    { id: "a", address: "a\r\nb:1" },
    { id: "../../etc/passwd", address: "127.0.0.1:1" },
  ])("in a server: %o", (server) =>
    unharmed(async ({ ask }) => {
      const answer = await ask("POST", "/api/v1/pools/app/servers", pool(server));
      expect(errorOf(answer)).toMatchObject({ status: 422, code: "INVALID_CONFIG" });
    }),
  );

  it("in an address of the API", () =>
    unharmed(async ({ ask }) => {
      for (const path of ["a%0d%0ax-evil:%201", "%2e%2e%2f%2e%2e", "a%00", "%ff"]) {
        const answer = await ask("GET", `/api/v1/pools/${path}/servers/s1`);
        expect([400, 404]).toContain(answer.status);
        expect(answer.headers).not.toHaveProperty("x-evil");
      }
      const traversal = await ask("GET", "/api/v1/config/history/..%2f..%2ftoken");
      expect(errorOf(traversal).code).toBe("INVALID_PARAMS");
      expect(traversal.body).not.toContain(consoleToken);
    }));
});

describe("bodies and fields made to keep the process busy are refused", () => {
  const deep = `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`;
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    .concat(
      Array.from(
        { length: 9 },
        (_, at) =>
          `${"b".repeat(at + 1)}: &${"b".repeat(at + 1)} [${Array(10)
            .fill(at === 0 ? "*a" : `*${"b".repeat(at)}`)
            .join(", ")}]`,
      ),
    )
    .join("\n");
  it.each([
    ["PATCH", "/api/v1/pools/app", json(deep), 400],
    ["PUT", "/api/v1/config", json(deep), 400],
    ["POST", "/api/v1/config/check", json(`{"yaml":${deep}}`), 400],
    ["PUT", "/api/v1/config", yaml("[".repeat(2_000_000)), 422],
    ["PUT", "/api/v1/config", yaml(bomb), 422],
    ["PUT", "/api/v1/config", yaml(`version: 1\nlog: { file: ${"a".repeat(2_000_000)} }\n`), 422],
    ["PUT", "/api/v1/config", yaml('version: 1\nlog: { file: "a\\r\\nb" }\n'), 422],
    ["PUT", "/api/v1/config", yaml(" ".repeat(2_097_153)), 413],
    ["GET", `/api/v1/requests?status=${"5".repeat(10_000)}x`, {}, 400],
    ["GET", `/api/v1/events?limit=${"9".repeat(10_000)}`, {}, 400],
    ["GET", "/api/v1/snapshot", { headers: { authorization: `Bearer${" ".repeat(10_000)}` } }, 401],
    ["GET", "/api/v1/snapshot", { headers: { origin: `http://${"a.".repeat(5_000)}` } }, 403],
    ["GET", "/api/v1/snapshot", { headers: { "x-large": "a".repeat(20_000) } }, 431],
  ] as const)("%s %.60s", (verb, path, asking, status) =>
    unharmed(async ({ ask }) => {
      expect((await ask(verb, path, asking)).status).toBe(status);
    }),
  );
});

describe("requests that are not HTTP", () => {
  const length = "content-length: 1";
  it.each([
    ["GET /api/v1/snapshot HTTP/1.1\r\n\r\n", "HTTP/1.1 400"],
    [
      `POST / HTTP/1.1\r\nhost: localhost\r\n${length}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      "HTTP/1.1 400",
    ],
    [
      `POST / HTTP/1.1\r\nhost: localhost\r\n${length}\r\ncontent-length: 2\r\n\r\na`,
      "HTTP/1.1 400",
    ],
    ["POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n", "HTTP/1.1 400"],
    ["GET / HTTP/1.1\r\nhost: localhost\r\nx: a\0b\r\n\r\n", "HTTP/1.1 400"],
    ["GET http://evil.example/api/v1/snapshot HTTP/1.1\r\nhost: localhost\r\n\r\n", "HTTP/1.1 40"],
    ["\x16\x03\x01\x02\x00\x01", "HTTP/1.1 400"],
  ])("%j are refused and cut off", (bytes, start) =>
    unharmed(async ({ raw }) => {
      const socket = raw();
      let answer = "";
      socket.setEncoding("latin1");
      socket.on("data", (text: string) => {
        answer += text;
      });
      socket.write(bytes, "latin1");
      await expect.poll(() => answer).toContain(start);
      socket.destroy();
    }),
  );

  it("such as CONNECT open no tunnel", () =>
    unharmed(async ({ raw }) => {
      const socket = raw();
      socket.resume();
      socket.write("CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: localhost\r\n\r\n");
      await once(socket, "close");
      expect(socket.bytesRead).toBe(0);
    }));
});

async function greeted(
  socket: WebSocket,
): Promise<{ frames: { kind: string; id?: number; error?: { code: string } }[] }> {
  const frames: { kind: string; id?: number; error?: { code: string } }[] = [];
  socket.on("message", (data) => frames.push(JSON.parse(String(data))));
  socket.on("error", () => {});
  await once(socket, "open");
  socket.send('{"kind":"hello","contract":1}');
  await expect.poll(() => frames.length).toBe(1);
  return { frames };
}
const failures = (frames: readonly { error?: { code: string } }[]) =>
  frames.flatMap(({ error }) => error?.code ?? []);

describe("a WebSocket that misbehaves", () => {
  it("with a message beyond the limit is closed with 1009", () =>
    unharmed(async ({ socket: open }) => {
      const socket = open();
      await greeted(socket);
      socket.send(`"${"a".repeat(2_097_152)}"`);
      expect((await once(socket, "close"))[0]).toBe(1009);
    }));

  it.each([
    ["an unmasked frame", [0x81, 0x02, 0x7b, 0x7d]],
    ["a reserved bit", [0xf1, 0x80, 0, 0, 0, 0]],
    ["an unknown opcode", [0x83, 0x80, 0, 0, 0, 0]],
    ["a continuation of nothing", [0x80, 0x80, 0, 0, 0, 0]],
    ["a control frame that is too long", [0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0]],
    [
      "a length of eight exabytes",
      [0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0],
    ],
  ])("by %s is cut off", (_, bytes) =>
    unharmed(async ({ raw, port }) => {
      const socket = raw();
      let answer = "";
      socket.on("data", (chunk: Buffer) => {
        answer += chunk.toString("latin1");
      });
      const key = "dGhlIHNhbXBsZSBub25jZQ==";
      socket.write(
        `GET /rpc HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\nsec-websocket-protocol: evenkeel.v1, token.${consoleToken}\r\n\r\n`,
      );
      await expect.poll(() => answer).toContain("101 Switching");
      socket.write(Buffer.from(bytes));
      await once(socket, "close");
    }),
  );

  it("with frames of another kind has each refused, and may go on", () =>
    unharmed(async ({ socket: open }) => {
      const socket = open();
      const { frames } = await greeted(socket);
      const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
      for (const frame of [
        Buffer.from([1, 2, 3]),
        "null",
        "[]",
        '{"kind":"call","id":1}',
        '{"kind":"call","id":-1,"method":"config.get","params":{}}',
        '{"kind":"call","id":1e99,"method":"config.get","params":{}}',
        `{"kind":"call","id":1,"method":"${"a".repeat(65)}","params":{}}`,
        '{"__proto__":{"kind":"call"},"id":1}',
      ]) {
        socket.send(frame);
      }
      for (const [id, method, params] of [
        [1, "__proto__", "{}"],
        [2, "toString", "{}"],
        [3, "config.get", '{"__proto__":{"polluted":true}}'],
        [4, "pool.update", `{"pool":"app","changes":${deep}}`],
        [5, "config.put", `{"config":{"version":${deep}}}`],
        [6, "config.get", "null"],
      ]) {
        socket.send(`{"kind":"call","id":${id},"method":"${method}","params":${params}}`);
      }
      await expect.poll(() => frames.length).toBe(15);
      expect(failures(frames)).toEqual([
        ...Array(8).fill("MALFORMED_FRAME"),
        "UNKNOWN_METHOD",
        "UNKNOWN_METHOD",
        ...Array(3).fill("INVALID_PARAMS"),
      ]);
      expect(frames.at(-1)).toMatchObject({ kind: "result", id: 6 });
    }));

  it("with too many subscriptions or frames is told so", () =>
    unharmed(async ({ socket: open }) => {
      const socket = open();
      const { frames } = await greeted(socket);
      for (let id = 0; id < 33; id += 1) {
        socket.send(`{"kind":"subscribe","id":${id},"topic":"series.changed"}`);
      }
      socket.send('{"kind":"subscribe","id":99,"topic":"constructor"}');
      await expect.poll(() => failures(frames)).toEqual(["TOO_MANY_REQUESTS", "UNKNOWN_METHOD"]);
      for (let id = 0; id < 1_000; id += 1) socket.send(`{"kind":"unsubscribe","id":${id}}`);
      await expect.poll(() => failures(frames).length).toBeGreaterThan(300);
      expect(new Set(failures(frames).slice(2))).toEqual(new Set(["TOO_MANY_REQUESTS"]));
    }));

  it("by a wrong token is refused, and its connection closed whether it likes or not", () =>
    unharmed(async ({ port, url }) => {
      const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
      socket.on("error", () => {});
      socket.write(
        `GET /rpc HTTP/1.1\r\nhost: ${url.slice(7)}\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: evenkeel.v1, token.x\r\n\r\n`,
      );
      let answer = "";
      socket.on("data", (chunk: Buffer) => {
        answer += chunk.toString();
      });
      await once(socket, "end");
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
      // It never says goodbye; writing finds out that nobody is there any more.
      const writing = setInterval(() => socket.write("x"), 20);
      await new Promise((closed) => socket.once("close", closed));
      clearInterval(writing);
    }));

  it("by opening more than 64 is refused", () =>
    unharmed(async ({ socket: open }) => {
      const sockets = Array.from({ length: 64 }, () => open());
      await Promise.all(sockets.map((socket) => once(socket, "open")));
      const [error] = await once(open(), "error");
      expect(String(error)).toContain("429");
    }));

  it("by reading nothing is cut off", async () => {
    const servers = Array.from(
      { length: 500 },
      (_, index) => `      - { id: x${index}, address: 127.0.0.1:${index + 10} }\n`,
    );
    const { socket: open, ask } = await runningConsole(text + servers.join(""));
    const socket = open();
    await greeted(socket);
    socket.pause();
    const closed = once(socket, "close");
    for (let id = 0; id < 150; id += 1) {
      socket.send(`{"kind":"call","id":${id},"method":"config.get","params":{}}`);
    }
    // Paused, it notices only when it writes.
    const writing = setInterval(() => socket.ping(), 50);
    const [code] = await closed;
    clearInterval(writing);
    expect(code).toBe(1006);
    expect((await ask("GET", "/healthz")).status).toBe(200);
  });
});
