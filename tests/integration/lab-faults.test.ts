// Faults of simulated servers as clients meet them on real sockets, and how they end.
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { FaultKind } from "../../balancer-core/contract/lab-faults.ts";
import { startLab, type TestLab } from "../support/lab.ts";

let running: TestLab | undefined;
afterEach(async () => {
  await running?.lab.stop();
  running = undefined;
});

const quick = { distribution: "constant", value: "1ms" };

async function serve(rest: object = {}) {
  const document = { servers: [{ id: "sim1", bind: "127.0.0.1:0", latency: quick, ...rest }] };
  const test = await startLab({ document });
  running = test;
  const address = test.addressOf("sim1");
  return {
    ...test,
    address,
    fault: (kind: FaultKind, forMs = 60_000, share = 1) =>
      test.lab.startFault("sim1", { kind, forMs, share }),
    heal: (kind?: FaultKind) => test.lab.healFault("sim1", kind),
    status: () => test.lab.status().servers[0],
    get: (path = "/") =>
      fetch(`http://${address}${path}`).then(
        async (response) => ({ status: response.status, text: await response.text() }),
        (error: Error) => ({ error: String(error.cause ?? error) }),
      ),
  };
}

describe("a simulated HTTP server", () => {
  it("that hangs answers nothing, its health neither, and everything once it is healed", async () => {
    const { fault, heal, get, status } = await serve();
    await fault("hang");
    let answered = 0;
    const both = Promise.all(
      ["/", "/health"].map((path) => get(path).finally(() => void answered++)),
    );
    await expect.poll(() => status()?.active).toBe(1);
    expect(answered).toBe(0);
    await heal("hang");
    expect((await both).map((answer) => "status" in answer && answer.status)).toEqual([200, 200]);
    expect(status()?.faults).toEqual([]);
  });

  it("that resets gives no answer", async () => {
    const { fault, get } = await serve();
    await fault("reset");
    expect(await get()).toMatchObject({ error: expect.stringMatching(/ECONNRESET|other side/) });
    expect(await get("/health")).toMatchObject({ status: 200 });
  });

  it("that cuts its body short sends less than it announced", async () => {
    const { fault, address } = await serve();
    await fault("truncated-body");
    const response = await fetch(`http://${address}/`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it("with a slow body sends the head at once and the body in pieces", async () => {
    const { fault, address } = await serve();
    await fault("slow-body");
    const started = performance.now();
    const response = await fetch(`http://${address}/`);
    expect(performance.now() - started).toBeLessThan(400);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.byteLength).toBeLessThan(Number(response.headers.get("content-length")));
    await reader?.cancel();
  });

  it("fails with 500, and is sick, as told", async () => {
    const { fault, heal, get } = await serve();
    await fault("errors");
    await fault("sick");
    expect(await get()).toMatchObject({ status: 500 });
    expect(await get("/health")).toMatchObject({ status: 503 });
    await heal();
    expect(await get()).toMatchObject({ status: 200 });
    expect(await get("/health")).toMatchObject({ status: 200 });
  });

  it("that crashes for a while returns by itself at the same address", async () => {
    const { fault, get, status, address, events } = await serve();
    await fault("crash", 150);
    expect(status()?.state).toBe("stopped");
    expect(await get()).toMatchObject({ error: expect.stringContaining("ECONNREFUSED") });
    await expect.poll(() => status()?.state).toBe("running");
    expect(status()?.address).toBe(address);
    expect(events.map(({ message }) => message)).toEqual([
      'simulated server "sim1" has the fault "crash" for 150ms',
      `simulated server "sim1" crashed: ${address} is closed`,
      'simulated server "sim1" healed of "crash"',
      `simulated server "sim1" returned: listening on ${address}`,
    ]);
  });

  it("echoes WebSocket messages, text as text and bytes as bytes", async () => {
    const { address } = await serve();
    const client = new WebSocket(`ws://${address}/chat`);
    await once(client, "open");
    client.send("hello");
    const [text, isTextBinary] = await once(client, "message");
    expect([String(text), isTextBinary]).toEqual(["hello", false]);
    client.send(Buffer.from([1, 2]));
    const [bytes, isBinary] = await once(client, "message");
    expect([[...(bytes as Buffer)], isBinary]).toEqual([[1, 2], true]);
    client.close();
    await once(client, "close");
  });
});

describe("a simulated TCP server", () => {
  it("that hangs echoes once it is healed", async () => {
    const { fault, heal, address, status } = await serve({ protocol: "tcp" });
    await fault("hang");
    const socket = connect(Number(address.split(":")[1]), "127.0.0.1");
    let echoed = "";
    socket.setEncoding("utf8").on("data", (text) => (echoed += text));
    socket.write("hello");
    await expect.poll(() => status()?.active).toBe(1);
    expect(echoed).toBe("");
    await heal();
    await expect.poll(() => echoed).toBe("hello");
    socket.destroy();
  });

  it("cannot have a fault of answers", async () => {
    const { fault, status } = await serve({ protocol: "tcp" });
    await expect(fault("truncated-body")).rejects.toMatchObject({
      code: "INVALID_PARAMS",
      message: expect.stringContaining('cannot have the fault "truncated-body"'),
    });
    expect(status()?.faults).toEqual([]);
  });
});
