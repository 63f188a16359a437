// The client against a scripted host at the other end of a memory pair.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../../../balancer-core/client/client.ts";
import { createMemoryPair } from "../../../balancer-core/client/memory-transport.ts";
import type { BalancerClient } from "../../../balancer-core/client/types.ts";
import { type ClientFrame, contractVersion } from "../../../balancer-core/contract/envelope.ts";
import type { MessageTransport } from "../../../balancer-core/contract/transport.ts";

interface ScriptedHost {
  readonly transport: MessageTransport;
  readonly frames: ClientFrame[];
}

describe("the RPC client", () => {
  let hosts: ScriptedHost[];
  let refuseConnections: boolean;
  let contract: number;
  let client: BalancerClient;

  beforeEach(() => {
    vi.useFakeTimers();
    hosts = [];
    refuseConnections = false;
    contract = contractVersion;
    client = createClient({ connect, wallTime: () => Date.now() });
  });
  afterEach(() => {
    client.close();
    vi.useRealTimers();
  });

  function connect(): MessageTransport {
    if (refuseConnections) throw new Error("refused");
    const [ours, theirs] = createMemoryPair();
    const host: ScriptedHost = { transport: theirs, frames: [] };
    theirs.onFrame((raw) => {
      const frame = raw as ClientFrame;
      host.frames.push(frame);
      if (frame.kind === "hello") theirs.send({ kind: "welcome", contract, product: "test" });
    });
    hosts.push(host);
    return ours;
  }
  const settle = () => vi.advanceTimersByTimeAsync(1);

  it("answers a call with the host's result", async () => {
    await settle();
    const answer = client.call("config.undo", {});
    await settle();
    expect(hosts[0]?.frames.at(-1)).toMatchObject({ kind: "call", method: "config.undo" });
    hosts[0]?.transport.send({ kind: "result", id: 1, result: { revision: 4 } });
    await expect(answer).resolves.toEqual({ revision: 4 });
  });

  it("rebuilds the host's error with code and details", async () => {
    await settle();
    const answer = client.call("traffic.start", { id: "steady" });
    answer.catch(() => {});
    await settle();
    const error = {
      code: "NOT_FOUND" as const,
      message: 'traffic "steady" does not exist',
      details: { id: "steady" },
    };
    hosts[0]?.transport.send({ kind: "failure", id: 1, error });
    await expect(answer).rejects.toMatchObject(error);
  });

  it("gives a call up after its time-out and ignores the late answer", async () => {
    await settle();
    const answer = client.call("snapshot.get", {}, { timeoutMs: 500 });
    const outcome = expect(answer).rejects.toMatchObject({ code: "CALL_TIMEOUT" });
    await vi.advanceTimersByTimeAsync(501);
    await outcome;
    hosts[0]?.transport.send({ kind: "result", id: 1, result: {} });
    await settle();
  });

  it("fails calls at once while the connection is lost", async () => {
    await settle();
    const inFlight = client.call("snapshot.get", {});
    const outcome = expect(inFlight).rejects.toMatchObject({ code: "HOST_UNAVAILABLE" });
    refuseConnections = true;
    hosts[0]?.transport.close();
    await settle();
    await outcome;
    await expect(client.call("snapshot.get", {})).rejects.toMatchObject({
      code: "HOST_UNAVAILABLE",
    });
  });

  it("subscribes again after a loss, with pauses that grow to five seconds", async () => {
    const heard: unknown[] = [];
    client.subscribe("config.changed", (payload) => heard.push(payload));
    await settle();
    refuseConnections = true;
    hosts[0]?.transport.close();
    await vi.advanceTimersByTimeAsync(30_000);
    const { status } = client;
    expect(status.state).toBe("lost");
    expect(status.state === "lost" && (status.retryAt ?? 0) - Date.now()).toBeLessThanOrEqual(
      5_000,
    );

    refuseConnections = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(client.status.state).toBe("open");
    const subscribe = hosts[1]?.frames.find((frame) => frame.kind === "subscribe");
    expect(subscribe).toMatchObject({ topic: "config.changed" });
    const payload = { revision: 1, author: "api", changes: [], canUndo: true, canRedo: false };
    hosts[1]?.transport.send({ kind: "message", id: 1, payload });
    await settle();
    expect(heard).toEqual([payload]);
  });

  it("stops trying when console and balancer speak different contracts", async () => {
    client.close();
    contract = contractVersion + 1;
    client = createClient({ connect, wallTime: () => Date.now() });
    await settle();
    const tried = hosts.length;
    expect(client.status).toMatchObject({ state: "lost", retryAt: null });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(hosts).toHaveLength(tried);
  });

  it("drops a subscription for good when asked", async () => {
    await settle();
    const unsubscribe = client.subscribe("lab.changed", () => expect.unreachable());
    unsubscribe();
    await settle();
    hosts[0]?.transport.send({ kind: "message", id: 1, payload: {} });
    await settle();
    expect(hosts[0]?.frames.map(({ kind }) => kind)).toEqual(["hello", "subscribe", "unsubscribe"]);
  });

  it("closes the transport when nobody shakes hands", async () => {
    contract = contractVersion;
    refuseConnections = true;
    await settle();
    const [ours, silent] = createMemoryPair();
    let closed = false;
    silent.onClose(() => {
      closed = true;
    });
    const waiting = createClient({ connect: () => ours, wallTime: () => Date.now() });
    await vi.advanceTimersByTimeAsync(5_001);
    expect(waiting.status.state).toBe("lost");
    waiting.close();
    await settle();
    expect(closed).toBe(true);
  });
});
