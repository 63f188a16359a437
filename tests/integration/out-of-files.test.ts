// What a process that may open few files does when more clients come than it has files for.
import { createServer as createHttpServer, get } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { listenOnFreePort, type RealServer, until } from "../support/balancer.ts";
import { type ServingProcess, serveEvenkeel } from "../support/evenkeel-process.ts";

const openFiles = 160;
const clients: Socket[] = [];
let server: RealServer | undefined;
let serving: ServingProcess | undefined;

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await serving?.dispose();
  await server?.kill();
});

function statusOf(address: string): Promise<number | string> {
  return new Promise((resolve) => {
    get(`http://${address}/`, { agent: false }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    }).once("error", (error) => resolve(error.message));
  });
}

interface Listed {
  listeners: { activeConnections: number; ownAnswers: Record<string, number> }[];
  pools: { servers: { state: string; errors: number; flaps: number }[] }[];
}

// Windows has no such limit, and macOS does not tell it.
describe.runIf(process.platform === "linux")("a process that runs out of files", () => {
  it("closes new connections in time, and neither blames servers nor stops who is served", async () => {
    server = await listenOnFreePort(createHttpServer((_, response) => void response.end("here")));
    serving = await serveEvenkeel(
      `version: 1
listeners:
  - { id: web, bind: "127.0.0.1:0", pool: app, limits: { headerTimeout: 60s } }
pools:
  - id: app
    health: { type: tcp, interval: 100ms, fastInterval: 100ms, fall: 1, rise: 1 }
    servers: ["${server.address}"]
`,
      [],
      {},
      openFiles,
    );
    const address = serving.ready.listeners[0]?.address ?? "";
    const [host = "", port = ""] = address.split(":");
    const served = connect({ host, port: Number(port) });
    clients.push(served);
    let answers = "";
    served.setEncoding("latin1").on("data", (text: string) => {
      answers += text;
    });
    const ask = () => void served.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
    ask();
    await until("it is served", () => answers.includes("here"));

    let closed = 0;
    for (let count = 0; count < 2 * openFiles; count++) {
      const client = connect({ host, port: Number(port) });
      client.on("error", () => undefined).once("close", () => closed++);
      clients.push(client);
    }
    await until("what is too much is closed", () => closed > openFiles);
    const snapshot = async () => (await (await serving?.api("GET", "/snapshot"))?.json()) as Listed;
    const { listeners } = await snapshot();
    expect(listeners[0]?.ownAnswers.CONNECTION_LIMIT).toBeGreaterThan(openFiles);

    answers = "";
    ask();
    await until("it still is", () => answers.includes("here"));
    const [app] = (await snapshot()).pools;
    expect(app?.servers[0]).toMatchObject({ state: "up", errors: 0, flaps: 0 });

    for (const client of clients.splice(1)) client.destroy();
    await until("others are served again", async () => (await statusOf(address)) === 200);
  });
});
