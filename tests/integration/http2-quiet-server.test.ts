// A connection of HTTP/2 to a server behind a broken path: nothing comes back, and nothing says so.
import { describe, expect, it } from "vitest";
import type { Server } from "../../balancer-core/pool/types.ts";
import { UpstreamSession } from "../../balancer-core/proxy/http2/upstream-session.ts";
import { createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer } from "../support/tagged-server.ts";

const setting = createRelaySetting();

describe("servers of HTTP/2", () => {
  it("are given up when they owe an answer and do not even answer a PING", async () => {
    let seen = "";
    const server = await createRawServer((socket) => {
      socket.on("data", (bytes) => {
        seen += bytes.toString("latin1");
      });
    });
    await setting.setUp([server]);
    const target = setting.relay.pool.servers[0] as Server;
    let isGone = false;
    const session = new UpstreamSession(target, null, null, false, 0, () => {
      isGone = true;
    });
    await setting.relay.eventually(() => session.isConnected);
    session.streams++;
    session.asked(0);
    session.checkAlive(4_999);
    session.checkAlive(5_000);
    // A PING of eight bytes on stream 0.
    await setting.relay.eventually(() => seen.includes("\0\0\x08\x06\0\0\0\0\0"));
    session.checkAlive(9_999);
    expect(isGone).toBe(false);
    session.checkAlive(10_000);
    await setting.relay.eventually(() => isGone);
  });
});
