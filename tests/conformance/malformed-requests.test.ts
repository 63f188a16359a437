// Malformed and ambiguous requests, however they are cut into pieces: refused, closed, and never seen by a server behind.
import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listenOnFreePort, type RealServer } from "../support/balancer.ts";
import { limits, malformedRequests } from "./malformed-requests.ts";
import { cut, eventually, type Front, sendPieces, startFront, ways } from "./setting.ts";

/** Targets of the heads, and of the whole requests, that reached the server behind. */
let heads: string[] = [];
let whole: string[] = [];
let witness: RealServer;
let front: Front;

beforeAll(async () => {
  const server = createServer((message, response) => {
    heads.push(message.url ?? "");
    message.resume();
    message.on("error", () => {});
    message.on("end", () => {
      whole.push(message.url ?? "");
      response.end("seen");
    });
  });
  witness = await listenOnFreePort(server);
  front = await startFront([witness.address], { listener: { limits } });
});

afterAll(async () => {
  await front.stop();
  await witness.kill();
});

beforeEach(() => {
  heads = [];
  whole = [];
});

async function probe(): Promise<void> {
  const client = await front.connect();
  client.send("GET /probe HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
  expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*seen$/);
}

const first = "GET /first HTTP/1.1\r\nHost: a.example\r\n\r\n";

describe("a malformed request", () => {
  for (const { what, rule, bytes, status, code, headMayPass } of malformedRequests) {
    it(`with ${what} gets ${status} (${rule})`, async () => {
      for (const way of ways) {
        // Alone, and behind a good request on the same connection.
        for (const before of way === "byte by byte" ? [""] : ["", first]) {
          heads = [];
          whole = [];
          const client = await front.connect();
          await sendPieces(client.send, cut(before + bytes, way), () => client.isClosed);
          const text = await client.untilClosed();
          client.destroy();
          const answer = before === "" ? text : text.slice(text.indexOf("seen") + 4);
          expect({ way, line: answer.slice(0, 12) }).toEqual({ way, line: `HTTP/1.1 ${status}` });
          expect(answer).toContain(`\r\nX-Evenkeel-Error: ${code}\r\n`);
          expect(answer).toContain("\r\nConnection: close\r\n");
          expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
          expect(whole).toEqual(before === "" ? [] : ["/first"]);
          if (!headMayPass) expect(heads).toEqual(whole);
          await probe();
          expect(heads).not.toContain("/smuggled");
        }
      }
    });
  }

  it("leaves nothing in flight and is on record with its code", async () => {
    const client = await front.connect();
    client.send("GET / HTTP/1.1\r\nHost : x\r\n\r\n");
    await client.untilClosed();
    await eventually(() => front.records().at(-1)?.error === "MALFORMED_REQUEST");
    expect(malformedRequests.length).toBeGreaterThan(150);
  });
});
