// Whoever sends faster than the other side takes is made to wait, wherever HTTP/2 is spoken: at the client's side, at the server's, or both.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { listenOnFreePort } from "../support/balancer.ts";
import { request } from "../support/http-relay.ts";
import { createHttp2Server, openSession } from "../support/http2-client.ts";
import { createRelaySetting } from "../support/relay-setting.ts";

const setting = createRelaySetting();
const piece = Buffer.alloc(65_536, "x");
const total = 256 * piece.length;
/** What all windows and buffers and sockets together may hold, and far less than what is sent. */
const mostUnderWay = total / 2;

/** The bytes to send, and how many of them were asked for. */
class Source extends Readable {
  given = 0;
  override _read(): void {
    if (this.given >= total) this.push(null);
    else {
      this.given += piece.length;
      this.push(piece);
    }
  }
}

/** A place that takes nothing before `goOn`. */
function createSink() {
  let taken = 0;
  let stream: Readable | undefined;
  return {
    get isThere() {
      return stream !== undefined;
    },
    get taken() {
      return taken;
    },
    receive(given: Readable): void {
      stream = given.pause();
    },
    goOn(): void {
      stream?.on("data", (bytes: Buffer) => {
        taken += bytes.length;
      });
      stream?.resume();
    },
  };
}
type Sink = ReturnType<typeof createSink>;

/** Answers GET with what `source` has, and gives what POST brings to `sink`. */
async function startServer(isHttp2: boolean, source: Source, sink: Sink): Promise<string> {
  if (isHttp2) {
    const server = await createHttp2Server((stream, headers) => {
      stream.respond({ ":status": 200 });
      if (headers[":method"] === "GET") source.pipe(stream);
      else sink.receive(stream.on("end", () => stream.end()));
    });
    setting.cleanUp(server.close);
    return server.address;
  }
  const server = await listenOnFreePort(
    createServer((message, response) => {
      if (message.method === "GET") source.pipe(response);
      else sink.receive(message.on("end", () => response.end()));
    }),
  );
  setting.cleanUp(server.kill);
  return server.address;
}

async function ask(isHttp2: boolean, method: string, source: Source, sink: Sink): Promise<void> {
  const { address } = setting.relay.listener;
  if (isHttp2) {
    const session = await openSession(`http://${address}`);
    setting.atEnd(() => session.destroy());
    const stream = session.request({ ":method": method }, { endStream: method === "GET" });
    if (method === "GET") sink.receive(stream);
    else source.pipe(stream.on("data", () => {}));
    return;
  }
  const { socket, send } = await setting.relay.connect();
  send(request(`${method} /`, method === "GET" ? [] : [`Content-Length: ${total}`]));
  if (method === "GET") sink.receive(socket);
  else source.pipe(socket, { end: false });
}

/** Resolves once nothing has moved for a good while. */
async function untilStill(source: Source): Promise<void> {
  let last = -1;
  let times = 0;
  await setting.relay.eventually(() => {
    times = source.given > 0 && source.given === last ? times + 1 : 0;
    last = source.given;
    return times === 25;
  });
}

describe.each([
  { from: "HTTP/2", to: "HTTP/1.1" },
  { from: "HTTP/1.1", to: "HTTP/2" },
  { from: "HTTP/2", to: "HTTP/2" },
])("from clients of $from to servers of $to", ({ from, to }) => {
  it.each([
    ["GET", "answer waits for its client"],
    ["POST", "request waits for its server"],
  ])("%s: the %s, and comes whole", async (method) => {
    const [source, sink] = [new Source(), createSink()];
    const address = await startServer(to === "HTTP/2", source, sink);
    await setting.setUp([address], {
      pool: to === "HTTP/2" ? { upstream: { protocol: "h2" } } : {},
    });
    await ask(from === "HTTP/2", method, source, sink);
    await setting.relay.eventually(() => sink.isThere);
    await untilStill(source);
    expect(source.given).toBeLessThan(mostUnderWay);
    sink.goOn();
    // A raw client also takes the head and the framing of chunks.
    await setting.relay.eventually(() => sink.taken >= total && setting.relay.records.length === 1);
    expect(setting.relay.records).toMatchObject([{ status: 200, error: null }]);
  });
});
