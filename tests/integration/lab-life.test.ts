// The life of simulated servers: failing to listen, crashing, returning, moving, being added and removed.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { tryAddress } from "../../balancer-core/contract/units.ts";
import { startLab, type TestLab } from "../support/lab.ts";

let running: TestLab | undefined;
afterEach(async () => {
  await running?.lab.stop();
  running = undefined;
});

const sim = (id: string, more: object = {}) => ({ id, bind: "127.0.0.1:0", ...more });

async function start(servers: object[]): Promise<TestLab> {
  running = await startLab({ document: { servers } });
  return running;
}

function states(lab: TestLab): Record<string, string> {
  return Object.fromEntries(
    lab.lab.status().servers.map(({ config, state }) => [config.id, state]),
  );
}

async function dial(address: string): Promise<string> {
  const socket = connect(tryAddress(address) ?? { port: 0 });
  return new Promise((resolve) => {
    socket.on("connect", () => resolve("connected"));
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "error"));
  }).then((result) => {
    socket.destroy();
    return String(result);
  });
}

describe("simulated servers", () => {
  it("do not stop each other when one cannot listen, and say why", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port } = squatter.address() as { port: number };
    const lab = await start([sim("taken", { bind: `127.0.0.1:${port}` }), sim("free")]);
    expect(states(lab)).toEqual({ taken: "failed", free: "running" });
    const error = `cannot listen on 127.0.0.1:${port}: EADDRINUSE`;
    expect(lab.lab.status().servers[0]?.error).toBe(error);
    expect(lab.events).toEqual([
      { kind: "lab", level: "error", message: `simulated server "taken" ${error}` },
    ]);

    squatter.close();
    await once(squatter, "close");
    await lab.apply({ servers: [sim("taken", { bind: `127.0.0.1:${port}` }), sim("free")] });
    expect(states(lab)).toEqual({ taken: "running", free: "running" });
  });

  it("reset their connections and close their port in a crash, and return at the same address", async () => {
    const lab = await start([sim("a"), sim("b")]);
    const address = lab.addressOf("a");
    const victim = connect(tryAddress(address) ?? { port: 0 });
    await once(victim, "connect");
    const cut = once(victim, "error");
    victim.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

    expect(await lab.apply({ servers: [sim("a", { running: false }), sim("b")] })).toEqual([
      'simulated server "a": running true → false',
    ]);
    expect(await cut).toMatchObject([{ code: "ECONNRESET" }]);
    expect(await dial(address)).toBe("ECONNREFUSED");
    expect(states(lab)).toEqual({ a: "stopped", b: "running" });

    await lab.apply({ servers: [sim("a"), sim("b")] });
    expect(lab.addressOf("a")).toBe(address);
    expect(await dial(address)).toBe("connected");
    expect(lab.events.map(({ message }) => message)).toEqual([
      `simulated server "a" crashed: ${address} is closed`,
      `simulated server "a" returned: listening on ${address}`,
    ]);
  });

  it("move to another address", async () => {
    const lab = await start([sim("a")]);
    const before = lab.addressOf("a");
    await lab.apply({ servers: [sim("a", { bind: "127.0.0.9:0" })] });
    expect(lab.addressOf("a")).toMatch(/^127\.0\.0\.9:/);
    expect([await dial(before), await dial(lab.addressOf("a"))]).toEqual([
      "ECONNREFUSED",
      "connected",
    ]);
  });

  it("are added and removed by difference, in sentences", async () => {
    const lab = await start([sim("a"), sim("b")]);
    const [kept, removed] = [lab.addressOf("b"), lab.addressOf("a")];
    expect(await lab.apply({ servers: [sim("b"), sim("c")] })).toEqual([
      'simulated server "a" removed',
      'simulated server "c" added at 127.0.0.1:0',
    ]);
    expect(lab.addressOf("b")).toBe(kept);
    expect(await dial(removed)).toBe("ECONNREFUSED");
    expect(states(lab)).toEqual({ b: "running", c: "running" });
    expect(await lab.apply({ servers: [sim("b"), sim("c")] })).toEqual([]);
  });

  it("tell their status at each change and close everything at the end", async () => {
    const lab = await start([sim("a")]);
    const seen: string[] = [];
    lab.lab.onChange((status) => seen.push(status.servers.map(({ state }) => state).join()));
    await lab.apply({ servers: [sim("a", { running: false })] });
    expect(seen).toContain("stopped");
    await lab.apply({ servers: [sim("a")] });
    const address = lab.addressOf("a");
    await lab.lab.stop();
    expect(await dial(address)).toBe("ECONNREFUSED");
  });
});
