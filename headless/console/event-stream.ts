// `GET /api/v1/events` as a stream of server-sent events: what was missed since a sequence number, then what happens. Events
// that are gone are told by an event named `gap`, with the numbers it is about.
import type { IncomingMessage, ServerResponse } from "node:http";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import type { BalancerEvent } from "../../balancer-core/contract/records.ts";
import type { Host } from "../../balancer-core/host/types.ts";

/** Open streams at once; more are refused. */
const maxStreams = 64;
/** A reader that lets more than this pile up is cut off; it can come back with the last number it saw. */
const maxBufferedBytes = 1_048_576;
const heartbeatMs = 15_000;
/** Most events of the past that a new stream begins with; older ones are told as a gap. */
const longestReplay = 1_000;

export interface EventStreams {
  /** Whether the request asks for a stream. */
  isWanted(request: IncomingMessage): boolean;
  /** Answers with a stream that lasts until the client leaves. Rejects before the first byte only. */
  open(
    request: IncomingMessage,
    response: ServerResponse,
    params: Record<string, unknown>,
  ): Promise<void>;
  close(): void;
}

export function createEventStreams(host: Host): EventStreams {
  const open = new Set<ServerResponse>();
  // Comments keep proxies and clients from taking silence for a dead connection.
  const heartbeat = setInterval(() => {
    for (const response of open) response.write(": still here\n\n");
  }, heartbeatMs);
  heartbeat.unref();

  return {
    isWanted: ({ headers }) => /(^|[\s,])text\/event-stream\b/.test(headers.accept ?? ""),
    async open(request, response, params) {
      if (open.size >= maxStreams) {
        throw new BalancerError("TOO_MANY_REQUESTS", `${maxStreams} event streams are open`);
      }
      const lastSeen = request.headers["last-event-id"];
      const asked = { ...params, ...(lastSeen === undefined ? {} : { after: lastSeen }) };
      const { lastSeq } = await host.call("events.list", asked, "api");
      const after = Number(asked.after ?? 0);
      const isOfEarlierLife = after > lastSeq;
      const limit = Number(params.limit ?? longestReplay);
      const from = Math.max(isOfEarlierLife ? 0 : after, lastSeq - limit);
      const missed = await host.call("events.list", { after: from, limit }, "api");
      if (response.destroyed) return;
      open.add(response);
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      // The head must leave now: a client waits for it before it believes the stream is open.
      response.flushHeaders();
      let lastWritten = isOfEarlierLife ? 0 : after;
      const gap = (from: number, to: number | null) =>
        response.write(`event: gap\ndata: ${JSON.stringify({ from, to })}\n\n`);
      // The balancer was started again since: what it counted then is gone, and all there is now is new.
      if (isOfEarlierLife) gap(after + 1, null);
      const write = (events: readonly BalancerEvent[]) => {
        for (const event of events) {
          if (event.seq <= lastWritten) continue;
          if (lastWritten > 0 && event.seq > lastWritten + 1) gap(lastWritten + 1, event.seq - 1);
          lastWritten = event.seq;
          response.write(`id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`);
        }
        if (response.writableLength > maxBufferedBytes) response.destroy();
      };
      write(missed.events);
      const unsubscribe = host.subscribe("events.changed", ({ events }) => write(events));
      response.on("error", () => response.destroy());
      response.on("close", () => {
        unsubscribe();
        open.delete(response);
      });
    },
    close() {
      clearInterval(heartbeat);
      for (const response of open) response.end();
    },
  };
}
