// A simulated TCP server on real sockets: echoes after its latency, keeps half-close, resets its share.
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { tryAddress } from "../../balancer-core/contract/units.ts";
import { startLab, type TestLab } from "../support/lab.ts";

let running: TestLab | undefined;
afterEach(async () => {
  await running?.lab.stop();
  running = undefined;
});

async function start(knobs: object): Promise<TestLab> {
  running = await startLab({
    document: {
      servers: [
        {
          id: "echo1",
          protocol: "tcp",
          bind: "127.0.0.1:0",
          latency: { distribution: "constant", value: "0ms" },
          ...knobs,
        },
      ],
    },
  });
  return running;
}

function open(lab: TestLab): Socket {
  return connect({ ...(tryAddress(lab.addressOf("echo1")) ?? { port: 0 }), allowHalfOpen: true });
}

/** What a connection gives back until it ends, and how it ended. */
function exchange(
  socket: Socket,
  send: (socket: Socket) => void,
): Promise<{ text: string; how: string; tookMs: number }> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let text = "";
    let how = "end";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      how = error.code ?? "error";
    });
    socket.on("close", () => resolve({ text, how, tookMs: performance.now() - startedAt }));
    send(socket);
  });
}

describe("a simulated TCP server", () => {
  it("echoes everything and ends after the client's half-close", async () => {
    const lab = await start({});
    const big = "evenkeel ".repeat(100_000);
    const { text, how } = await exchange(open(lab), (socket) => socket.end(big));
    expect([text === big, how]).toEqual([true, "end"]);
    await vi.waitFor(() =>
      expect(lab.lab.status().servers[0]).toMatchObject({ active: 0, totalRequests: 1 }),
    );
  });

  it("works on the first bytes of a connection for its latency", async () => {
    const lab = await start({ latency: { distribution: "constant", value: "60ms" } });
    const { text, tookMs } = await exchange(open(lab), (socket) => socket.end("hello"));
    expect(text).toBe("hello");
    expect(tookMs).toBeGreaterThanOrEqual(58);
  });

  it("does not count a probe that connects and leaves", async () => {
    const lab = await start({});
    const { how } = await exchange(open(lab), (socket) => socket.end());
    expect(how).toBe("end");
    expect(lab.lab.status().servers[0]?.totalRequests).toBe(0);
  });

  it("resets the share of its error rate", async () => {
    const lab = await start({ errorRate: 1 });
    const { text, how } = await exchange(open(lab), (socket) => socket.write("hello"));
    expect([text, how]).toEqual(["", "ECONNRESET"]);
  });
});
