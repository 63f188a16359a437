// Fields behind the content, from either version of HTTP to the other; within one they are with the tests of that version.
import { describe, expect, it } from "vitest";
import { request } from "../support/http-relay.ts";
import { answerOf, ask, createHttp2Server, openSession } from "../support/http2-client.ts";
import { createRelaySetting } from "../support/relay-setting.ts";
import { createTaggedServer } from "../support/tagged-server.ts";

const setting = createRelaySetting();

/** A server of HTTP/1.1 that tells in a trailer which one it got, and answers in chunks. */
const plainServer = () =>
  createTaggedServer("a", (message, response) => {
    response.setHeader("Trailer", "X-Heard");
    message.on("data", (bytes: Buffer) => response.write(`[${bytes}]`));
    message.on("end", () => {
      response.addTrailers({ "X-Heard": `${message.headers.te} ${message.trailers["x-sum"]}` });
      response.end();
    });
  });

/** The same of HTTP/2. */
async function setUpHttp2(): Promise<void> {
  const server = await createHttp2Server((stream, headers) => {
    let sum: unknown;
    stream.respond({ ":status": 200 }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "x-heard": `${headers.te} ${sum}` }));
    stream.on("trailers", (fields) => {
      sum = fields["x-sum"];
    });
    stream.on("data", (bytes: Buffer) => stream.write(`[${bytes}]`));
    stream.on("end", () => stream.end());
  });
  setting.cleanUp(server.close);
  await setting.setUp([server.address], { pool: { upstream: { protocol: "h2" } } });
}

async function askHttp2(te: object, trailers: Record<string, string>) {
  const session = await openSession(`http://${setting.relay.listener.address}`);
  setting.atEnd(() => session.destroy());
  const stream = session.request(
    { ":path": "/", ":method": "POST", ...te },
    { waitForTrailers: true },
  );
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  const answer = answerOf(stream);
  stream.end("hello");
  return answer;
}

const chunked = (...more: string[]) =>
  request(
    "POST /",
    ["Transfer-Encoding: chunked", ...more],
    "5\r\nhello\r\n0\r\nX-Sum: 42\r\n\r\n",
  );

describe("trailers from one version of HTTP to the other", () => {
  it("pass from a client of HTTP/2 to a server of HTTP/1.1, and back", async () => {
    await setting.setUp([await plainServer()]);
    const answer = await askHttp2({ te: "trailers" }, { "x-sum": "42", authorization: "no" });
    expect(answer).toMatchObject({ status: 200, body: "[hello]", code: 0 });
    expect(answer.headers.trailer).toBe("X-Heard");
    expect(answer.trailers).toMatchObject({ "x-heard": "trailers 42" });
  });

  it("pass from a client of HTTP/1.1 to a server of HTTP/2, and back to one that takes them", async () => {
    await setUpHttp2();
    const client = await setting.relay.connect();
    client.send(chunked("TE: trailers", "Connection: TE"));
    expect(await client.until("42\r\n\r\n")).toMatch(
      /\r\n\r\n7\r\n\[hello\]\r\n0\r\nx-heard: trailers 42\r\n\r\n$/,
    );
    client.send(chunked());
    expect(await client.until(/0\r\n\r\n$/)).toMatch(/\r\n\r\n7\r\n\[hello\]\r\n0\r\n\r\n$/);
  });

  it("are sent again with a body that is", async () => {
    const dying = await createHttp2Server((stream) => {
      stream.resume();
      stream.on("end", () => stream.session?.destroy());
    });
    setting.cleanUp(dying.close);
    const heard: unknown[] = [];
    const living = await createHttp2Server((stream) => {
      stream.on("trailers", (fields) => heard.push(fields["x-sum"]));
      stream.resume();
      stream.on("end", () => {
        stream.respond({ ":status": 200 });
        stream.end("done");
      });
    });
    setting.cleanUp(living.close);
    await setting.setUp([dying.address, living.address], {
      pool: { upstream: { protocol: "h2" }, retries: { attempts: 1 } },
    });
    const client = await setting.relay.connect();
    client.send(chunked().replace("POST", "PUT"));
    await client.until("done");
    expect(heard).toEqual(["42"]);
    expect(setting.relay.records[0]?.attempts).toHaveLength(2);
  });

  it("leave an answer without any as it is", async () => {
    await setting.setUp([
      await createTaggedServer("a", (_, response) => {
        response.write("in ");
        response.end("chunks");
      }),
    ]);
    const session = await openSession(`http://${setting.relay.listener.address}`);
    setting.atEnd(() => session.destroy());
    expect(await ask(session)).toMatchObject({ body: "in chunks", trailers: null, code: 0 });
  });
});
