// One suite for the RPC, run over every transport there is: what holds in memory must hold over WebSocket and Electron IPC.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClient } from "../../balancer-core/client/client.ts";
import type { BalancerClient } from "../../balancer-core/client/types.ts";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import { contractVersion, type Frame } from "../../balancer-core/contract/envelope.ts";
import type { MessageTransport } from "../../balancer-core/contract/transport.ts";
import { serveRpc } from "../../balancer-core/host/rpc-server.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import { systemClock } from "../../balancer-core/ports.ts";

export interface TransportPair {
  readonly client: MessageTransport;
  readonly host: MessageTransport;
  /** Ends what the pair stands on: servers, windows. */
  dispose(): Promise<void> | void;
}

/** A host that answers a few methods by the book and counts who listens. */
function scriptedHost() {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const host = {
    async call(method: string, params: unknown) {
      if (method === "config.undo") return { revision: 7 };
      if (method === "events.list") return { events: [], lastSeq: 0, echoed: params };
      if (method === "traffic.start") {
        throw new BalancerError("NOT_FOUND", 'traffic "x" does not exist', {
          details: { id: "x" },
        });
      }
      if (method === "snapshot.get") return new Promise(() => {});
      throw new Error("secret words of the inside");
    },
    subscribe(topic: string, listener: (payload: unknown) => void) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set);
      set.add(listener);
      listener({ first: topic });
      return () => void set.delete(listener);
    },
  };
  return {
    host: host as unknown as Pick<Host, "call" | "subscribe">,
    tell: (topic: string, payload: unknown) =>
      listeners.get(topic)?.forEach((listener) => void listener(payload)),
    listening: (topic: string) => listeners.get(topic)?.size ?? 0,
  };
}

export function describeRpcOver(
  name: string,
  makePair: () => Promise<TransportPair> | TransportPair,
): void {
  describe(`RPC over ${name}`, () => {
    let pair: TransportPair;
    let scripted: ReturnType<typeof scriptedHost>;
    let client: BalancerClient;

    beforeEach(async () => {
      pair = await makePair();
      scripted = scriptedHost();
      serveRpc({ host: scripted.host, clock: systemClock, product: "test" }, pair.host, "console");
      client = createClient({ connect: () => pair.client, wallTime: () => Date.now() });
      await expect.poll(() => client.status.state).toBe("open");
    });
    afterEach(async () => {
      client.close();
      await pair.dispose();
    });

    it("carries a call and its result", async () => {
      await expect(client.call("config.undo", {})).resolves.toEqual({ revision: 7 });
    });

    it("carries parameters as they were, nested and non-ASCII", async () => {
      const params = { after: 3, limit: 5, more: { text: "Grüße – 你好", list: [1, null, true] } };
      await expect(client.call("events.list", params)).resolves.toMatchObject({ echoed: params });
    });

    it("carries an error with code, message and details", async () => {
      const error = {
        code: "NOT_FOUND",
        message: 'traffic "x" does not exist',
        details: { id: "x" },
      };
      await expect(client.call("traffic.start", { id: "x" })).rejects.toMatchObject(error);
    });

    it("says INTERNAL for an error of the inside and keeps its words there", async () => {
      const failure = await client.call("lab.get", {}).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "INTERNAL" });
      expect(String(failure)).not.toContain("secret");
    });

    it("tells a subscriber the current value, then changes, until it leaves", async () => {
      const heard: unknown[] = [];
      const unsubscribe = client.subscribe("lab.changed", (payload) => heard.push(payload));
      await expect.poll(() => heard).toEqual([{ first: "lab.changed" }]);
      scripted.tell("lab.changed", { second: true });
      await expect.poll(() => heard).toHaveLength(2);
      unsubscribe();
      await expect.poll(() => scripted.listening("lab.changed")).toBe(0);
    });

    it("answers broken frames with MALFORMED_FRAME and goes on", async () => {
      const failures: unknown[] = [];
      pair.client.onFrame((frame) => {
        if (
          typeof frame === "object" &&
          frame !== null &&
          "kind" in frame &&
          frame.kind === "failure"
        )
          failures.push(frame);
      });
      for (const broken of [
        null,
        1,
        "text",
        {},
        { kind: "call" },
        { kind: "call", id: -1, method: "x", params: {} },
      ]) {
        pair.client.send(broken as unknown as Frame);
      }
      await expect.poll(() => failures).toHaveLength(6);
      expect(failures[0]).toMatchObject({ id: null, error: { code: "MALFORMED_FRAME" } });
      await expect(client.call("config.undo", {})).resolves.toEqual({ revision: 7 });
    });

    it("refuses unknown methods and topics by name", async () => {
      const call = client.call("config.explode" as "config.undo", {});
      await expect(call).rejects.toMatchObject({
        code: "UNKNOWN_METHOD",
        message: 'there is no method "config.explode"',
      });
    });

    it("refuses another contract for good", async () => {
      pair.client.send({ kind: "hello", contract: contractVersion + 1 });
      await expect.poll(() => client.status).toMatchObject({ state: "lost", retryAt: null });
    });

    it("refuses the 65th call in flight and still answers those before", async () => {
      const waiting = Array.from({ length: 64 }, () => client.call("snapshot.get", {}));
      for (const call of waiting) call.catch(() => {});
      await expect(client.call("config.undo", {})).rejects.toMatchObject({
        code: "TOO_MANY_REQUESTS",
      });
    });

    it("leaves no subscription behind when the transport closes", async () => {
      client.subscribe("snapshot.changed", () => {});
      client.subscribe("events.changed", () => {});
      await expect.poll(() => scripted.listening("events.changed")).toBe(1);
      client.close();
      await expect.poll(() => scripted.listening("snapshot.changed")).toBe(0);
      expect(scripted.listening("events.changed")).toBe(0);
    });
  });
}
