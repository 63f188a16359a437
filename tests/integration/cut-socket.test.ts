// Cutting connections in every state they can be in: the other side hears of it, and nothing stays open.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cutSocket } from "../../balancer-core/cut-socket.ts";

let ours: Socket;
let theirs: Socket;
let closeServer: () => Promise<unknown>;

beforeEach(async () => {
  const server = createServer({ allowHalfOpen: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  theirs = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  theirs.on("error", () => undefined);
  const [[accepted]] = await Promise.all([once(server, "connection"), once(theirs, "connect")]);
  ours = accepted;
  closeServer = () => new Promise((resolve) => server.close(resolve));
});

afterEach(async () => {
  theirs.destroy();
  await closeServer();
});

const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once("close", resolve));

/** Until the other side, which does not read, takes no more. */
function fill(): void {
  const piece = Buffer.alloc(1_048_576);
  while (ours.writableLength === 0) ours.write(piece);
}

describe("a connection that is cut", () => {
  it("is reset while it is open", async () => {
    cutSocket(ours);
    theirs.resume();
    await closed(theirs);
    expect(theirs.errored).toMatchObject({ code: "ECONNRESET" });
  });

  it("is closed at once while it waits to write", async () => {
    fill();
    const gone = closed(ours);
    cutSocket(ours);
    await gone;
    expect(ours.writableFinished).toBe(false);
  });

  it("is closed while it still sends its end", async () => {
    fill();
    ours.end();
    const gone = closed(ours);
    cutSocket(ours);
    await gone;
    theirs.resume();
    await once(theirs, "end");
    expect(theirs.bytesRead).toBeLessThan(ours.bytesWritten);
  });

  it("is closed behind its end", async () => {
    ours.end("last");
    await once(ours, "finish");
    const gone = closed(ours);
    cutSocket(ours);
    await gone;
    expect(ours.errored).toBeNull();
  });
});
