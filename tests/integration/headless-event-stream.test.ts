// Events as a stream: nothing missed is passed over in silence, across reconnects, restarts and slow readers.
import { createServer, get, type IncomingMessage } from "node:http";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { BalancerEvent } from "../../balancer-core/contract/records.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import { createEventStreams } from "../../headless/console/event-stream.ts";
import { listenOnFreePort } from "../support/balancer.ts";

const event = (seq: number, message = "x"): BalancerEvent => ({
  seq,
  at: "2026-01-01T00:00:00.000Z",
  kind: "lifecycle",
  level: "info",
  message,
});

/** A server over a log that holds the numbers from `oldest` to `newest`. */
async function streaming(oldest: number, newest: number) {
  const log = Array.from({ length: newest - oldest + 1 }, (_, index) => event(oldest + index));
  const listeners = new Set<(payload: { events: BalancerEvent[] }) => void>();
  const host = {
    call: async (_: string, { after = 0, limit = 100 }: Record<string, string | number>) => ({
      events: log.filter(({ seq }) => seq > Number(after)).slice(0, Number(limit)),
      lastSeq: newest,
    }),
    subscribe(_: string, listener: (payload: { events: BalancerEvent[] }) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Host;
  const streams = createEventStreams(host);
  const { address, kill } = await listenOnFreePort(
    createServer((request, response) => {
      const params = Object.fromEntries(new URL(`http://x${request.url}`).searchParams);
      streams.open(request, response, params).catch(() => void response.writeHead(429).end());
    }),
  );
  onTestFinished(async () => {
    streams.close();
    await kill();
  });
  return {
    listeners,
    tell: (...events: BalancerEvent[]) =>
      listeners.forEach((listener) => void listener({ events })),
    open: (query = "", headers: Record<string, string> = {}) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const asked = get(`http://${address}/${query}`, { headers, agent: false }, resolve);
        asked.on("error", reject);
      }),
  };
}

/** Every event of a stream so far, by number, gaps as `from-to`. */
function reading(response: IncomingMessage) {
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    text += chunk;
  });
  response.on("error", () => {});
  const parts = () =>
    text.split("\n\n").flatMap((part) => {
      const gap = /^event: gap\ndata: (.*)$/.exec(part)?.[1];
      if (gap !== undefined) {
        const { from, to } = JSON.parse(gap) as { from: number; to: number | null };
        return [`${from}-${to ?? ""}`];
      }
      return /^id: (\d+)$/m.exec(part)?.[1] ?? (part.startsWith(":") ? [part] : []);
    });
  return { parts };
}

afterEach(() => void vi.useRealTimers());

describe("a stream of events", () => {
  it("begins with what is remembered, then what happens, each once", async () => {
    const { open, tell } = await streaming(1, 3);
    const { parts } = reading(await open());
    tell(event(2), event(3), event(4));
    await expect.poll(parts).toEqual(["1", "2", "3", "4"]);
  });

  it("goes on behind the last number seen, in the field or in the address", async () => {
    const { open } = await streaming(1, 5);
    const byField = reading(await open("?after=1", { "last-event-id": "3" }));
    await expect.poll(byField.parts).toEqual(["4", "5"]);
    await expect.poll(reading(await open("?after=4")).parts).toEqual(["5"]);
  });

  it("tells which numbers are gone, when the log forgot them and when a batch was cut", async () => {
    const { open, tell } = await streaming(50, 52);
    const { parts } = reading(await open("", { "last-event-id": "10" }));
    await expect.poll(parts).toEqual(["11-49", "50", "51", "52"]);
    tell(event(60));
    await expect.poll(parts).toEqual(["11-49", "50", "51", "52", "53-59", "60"]);
  });

  it("begins with the newest thousand, and tells of the rest to whom missed it", async () => {
    const { open } = await streaming(1, 3_000);
    const { parts } = reading(await open("?after=500"));
    await expect.poll(() => parts().length).toBe(1_001);
    expect(parts().slice(0, 2)).toEqual(["501-2000", "2001"]);
  });

  it("begins anew after a restart, which counts from one again", async () => {
    const { open, tell } = await streaming(1, 2);
    const { parts } = reading(await open("", { "last-event-id": "900" }));
    tell(event(3));
    await expect.poll(parts).toEqual(["901-", "1", "2", "3"]);
  });

  it("is cut off when its reader lets too much pile up", async () => {
    const { open, tell, listeners } = await streaming(1, 1);
    const response = await open();
    response.pause();
    await expect.poll(() => listeners.size).toBe(1);
    const large = "x".repeat(100_000);
    for (let seq = 2; listeners.size > 0 && seq < 2_000; seq += 1) {
      tell(event(seq, large));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(listeners.size).toBe(0);
    response.destroy();
  });

  it("is one of sixty-four at most", async () => {
    const { open } = await streaming(1, 1);
    const all = await Promise.all(Array.from({ length: 64 }, () => open()));
    expect((await open()).statusCode).toBe(429);
    for (const response of all) response.destroy();
    await expect
      .poll(async () => {
        const again = await open();
        again.destroy();
        return again.statusCode;
      })
      .toBe(200);
  });

  it("says something every fifteen seconds", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { open } = await streaming(1, 1);
    const { parts } = reading(await open());
    await vi.waitFor(() => expect(parts()).toEqual(["1"]));
    vi.advanceTimersByTime(15_000);
    vi.useRealTimers();
    await expect.poll(parts).toEqual(["1", ": still here"]);
  });
});
