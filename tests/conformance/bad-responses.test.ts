// Answers that break a rule, however they are cut into pieces: 502 or a cut for the client, and their connection is never used again.
import type { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRawServer, type TestServer } from "../support/tagged-server.ts";
import { type ServerAnswer, serverAnswers } from "./bad-responses.ts";
import { cut, eventually, type Front, sendPieces, startFront, type Way, ways } from "./setting.ts";

const good = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nprobe";
let server: TestServer;
let front: Front;
let current: { answer: ServerAnswer; way: Way };
/** The connection that the answer under test was written to, and whether all of it is written. */
let used: Socket | undefined;
let isWritten = false;
/** Connections that were used again for a request after the answer under test. */
let reused = 0;

async function misbehave(socket: Socket): Promise<void> {
  used = socket;
  const { answer, way } = current;
  // Byte by byte only the beginning of what is large; the rest follows in one piece.
  const pieces = cut(answer.bytes.slice(0, 3_000), way).concat(answer.bytes.slice(3_000));
  await sendPieces(
    (piece) => void socket.write(piece, "latin1"),
    pieces.filter((piece) => piece !== ""),
    () => socket.destroyed,
  );
  isWritten = true;
  if (answer.closes) socket.end();
}

beforeAll(async () => {
  server = await createRawServer((socket) => {
    socket.setNoDelay(true);
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (!text.includes("\r\n\r\n")) return;
      if (socket === used) reused++;
      const isProbe = text.startsWith("GET /probe");
      text = "";
      if (isProbe) socket.write(good);
      else if (socket !== used) void misbehave(socket);
    });
    socket.on("end", () => socket.end());
  });
  front = await startFront([server.address]);
});

afterAll(async () => {
  await front.stop();
  await server.close();
});

const lastCode = /\r\nX-Evenkeel-Error: (\w+)\r\n/;

function holds({ outcome, end }: ServerAnswer, text: string): void {
  if (outcome === "refused" || outcome === "reset") {
    expect(text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    expect(lastCode.exec(text)?.[1]).toBe(
      outcome === "refused" ? "UPSTREAM_BAD_RESPONSE" : "UPSTREAM_RESET",
    );
  } else {
    expect(text).toMatch(/^HTTP\/1\.1 (200|204|304) /);
    const withoutClose = text.replace("Connection: close\r\n", "");
    if (outcome === "whole") expect(withoutClose.slice(-end.length)).toBe(end);
    // Chunks are framed anew as they come, so only their content is the same.
    else expect(text.replace(/\r\n[0-9a-f]+\r\n|\r\n$/g, "")).toMatch(/short$/);
    if (outcome === "cut") expect(text).not.toMatch(/0\r\n\r\n$/);
  }
  expect(text).not.toContain("poison");
  expect(text.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
}

describe("an answer", () => {
  it.each(serverAnswers.map((answer) => [answer.what, answer.rule, answer] as const))(
    "with %s (%s)",
    async (_what, _rule, answer) => {
      for (const way of ways) {
        current = { answer, way };
        used = undefined;
        isWritten = false;
        reused = 0;
        const client = await front.connect();
        client.send(
          `${answer.request.replace(/(HTTP\/1\.\d)/, "$1\r\nHost: a.example\r\nConnection: close")}\r\n\r\n`,
        );
        holds(answer, await client.untilClosed());
        client.destroy();
        await eventually(() => isWritten || used?.destroyed === true);
        // What is left over arrives by now at the latest; nobody may see it.
        await eventually(() => used !== undefined && (used.destroyed || used.readableEnded));
        const probe = await front.connect();
        probe.send("GET /probe HTTP/1.1\r\nHost: a.example\r\n\r\n");
        expect(await probe.until("\r\n\r\nprobe")).not.toContain("poison");
        probe.destroy();
        expect(reused).toBe(0);
      }
    },
  );

  it("that is good keeps its connection for the next request", async () => {
    used = undefined;
    const before = server.accepted;
    for (let count = 0; count < 3; count++) {
      const probe = await front.connect();
      probe.send("GET /probe HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
      await probe.untilClosed();
    }
    expect(server.accepted - before).toBeLessThanOrEqual(1);
  });
});
