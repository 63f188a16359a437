// Hash keys of real requests: two balancers that know nothing of each other send a key to the same server, over HTTP by any part of
// the request and over TCP by address, and the latency of answers reaches the algorithms that look at it.
import { get } from "node:http";
import { connect, createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { listenOnFreePort, startBalancer, startTaggedServer } from "../support/balancer.ts";

async function startServers(count: number) {
  const servers = await Promise.all(
    Array.from({ length: count }, (_, index) => startTaggedServer(`s${index + 1}`)),
  );
  onTestFinished(() => Promise.all(servers.map((server) => server.kill())).then(() => undefined));
  return servers.map(({ address }) => address);
}

async function startWith(algorithm: object, servers: readonly string[]): Promise<string> {
  const running = await startBalancer({
    version: 1,
    listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app" }],
    pools: [{ id: "app", algorithm, health: { type: "none" }, servers }],
  });
  onTestFinished(() => running.stop());
  return running.address("web");
}

function ask(address: string, path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    get(`http://${address}${path}`, { agent: false, headers }, (response) => {
      response.setEncoding("utf8");
      let body = "";
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve(body));
    }).on("error", reject);
  });
}

const keys = Array.from({ length: 24 }, (_, index) => `user-${index}`);

type RequestOf = (key: string) => readonly [path: string, headers: Record<string, string>];

describe.each<[string, RequestOf]>([
  ["header:X-User", (key: string) => ["/", { "x-user": key }]],
  ["cookie:sid", (key: string) => ["/", { cookie: `a=1; sid=${key}; b=2` }]],
  ["query:user", (key: string) => [`/?a=1&user=${key}`, {}]],
  ["path", (key: string) => [`/${key}?x=1`, {}]],
])("a hash of %s", (key, requestOf) => {
  it.each(["consistent-hash", "maglev"])(
    "goes by %s to the same server through every balancer, and to several servers in all",
    async (type) => {
      const servers = await startServers(3);
      const algorithm = { type, key };
      const doors = await Promise.all([
        startWith(algorithm, servers),
        startWith(algorithm, servers),
      ]);
      const answers = await Promise.all(
        doors.map((door) => Promise.all(keys.map((each) => ask(door, ...requestOf(each))))),
      );
      expect(answers[0]).toEqual(answers[1]);
      expect(new Set(answers[0]).size).toBe(3);
    },
  );
});

it("a request without the part that is hashed goes by its client's address", async () => {
  const servers = await startServers(3);
  const door = await startWith({ type: "consistent-hash", key: "header:x-user" }, servers);
  const answers = await Promise.all(keys.map((_, index) => ask(door, `/${index}`, {})));
  expect(new Set(answers).size).toBe(1);
});

it("connections go by their client's address, whatever the key", async () => {
  const tagged = await Promise.all(
    ["a", "b", "c"].map((tag) => listenOnFreePort(createServer((socket) => socket.end(tag)))),
  );
  onTestFinished(() => Promise.all(tagged.map((server) => server.kill())).then(() => undefined));
  const running = await startBalancer({
    version: 1,
    listeners: [{ id: "echo", protocol: "tcp", bind: "127.0.0.1:0", pool: "app" }],
    pools: [
      {
        id: "app",
        algorithm: { type: "maglev", key: "header:x-user" },
        health: { type: "none" },
        servers: tagged.map(({ address }) => address),
      },
    ],
  });
  onTestFinished(() => running.stop());
  const [host = "", port = ""] = running.address("echo").split(":");
  const read = (localAddress: string) =>
    new Promise<string>((resolve, reject) => {
      let text = "";
      connect({ host, port: Number(port), localAddress })
        .setEncoding("utf8")
        .on("data", (part: string) => {
          text += part;
        })
        .on("end", () => resolve(text))
        .on("error", reject);
    });
  expect(new Set(await Promise.all([1, 2, 3, 4].map(() => read("127.0.0.1")))).size).toBe(1);
});

it.each(["least-response-time", "peak-ewma"])(
  "%s leaves a slow server to those who wait, because it hears how long answers take",
  async (type) => {
    const slow = await startTaggedServer("slow", (_request, response) => {
      setTimeout(() => response.end("slow"), 150);
    });
    const fast = await startTaggedServer("fast");
    onTestFinished(() => Promise.all([slow.kill(), fast.kill()]).then(() => undefined));
    const door = await startWith({ type }, [slow.address, fast.address]);
    const answers: string[] = [];
    for (let request = 0; request < 30; request++) answers.push(await ask(door, "/", {}));
    expect(answers.slice(0, 4)).toContain("slow");
    expect(answers.slice(4).filter((answer) => answer === "slow").length).toBeLessThanOrEqual(2);
  },
);
