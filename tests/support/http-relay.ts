// An HTTP listener over a fake pool, with what it recorded: the setting of the relay's integration tests.

import type { ListenerConfig } from "../../balancer-core/contract/config-listener.ts";
import { configSchema, expandShorthand } from "../../balancer-core/contract/config-schema.ts";
import { systemPorts } from "../../balancer-core/ports.ts";
import { createHttpListener } from "../../balancer-core/proxy/http1/http-listener.ts";
import type { FinishedRequest, Listener } from "../../balancer-core/proxy/types.ts";
import { createFakePool, type FakePool } from "./fake-pool.ts";
import { connectRaw, type RawClient } from "./raw-client.ts";

export interface Relay {
  readonly listener: Listener;
  readonly pool: FakePool;
  readonly records: FinishedRequest[];
  connect(): Promise<RawClient>;
  /** Polls until it holds, at most eight seconds. */
  eventually(holds: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export function listenerConfig(rules: object = {}): ListenerConfig {
  const document = {
    version: 1,
    listeners: [{ id: "web", bind: "127.0.0.1:0", pool: "app", ...rules }],
    pools: [{ id: "app", servers: ["127.0.0.1:1"] }],
  };
  return configSchema.parse(expandShorthand(document)).listeners[0] as ListenerConfig;
}

export async function openRelay(
  servers: readonly { readonly address: string }[],
  { listener: listenerRules = {}, pool: poolRules = {} } = {},
): Promise<Relay> {
  const pool = createFakePool(
    servers.map((server) => server.address),
    poolRules,
  );
  const records: FinishedRequest[] = [];
  const clients: RawClient[] = [];
  const listener = createHttpListener(listenerConfig(listenerRules), {
    ports: systemPorts,
    pool: (id) => (id === "app" ? pool : undefined),
    records: { finished: (request) => void records.push(request) },
    onFailure: (error) => {
      throw error;
    },
  });
  await listener.listen();
  return {
    listener,
    pool,
    records,
    async connect() {
      const client = await connectRaw(listener.address ?? "");
      clients.push(client);
      return client;
    },
    async eventually(holds) {
      const deadline = performance.now() + 8_000;
      while (!holds()) {
        if (performance.now() > deadline) throw new Error(`never held: ${holds}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async close() {
      for (const client of clients) client.destroy();
      await listener.close(500);
    },
  };
}

/** A request as bytes: the head's lines, then an empty one, then the content. */
export function request(line: string, fields: readonly string[] = [], content = ""): string {
  return `${[`${line} HTTP/1.1`, "Host: example.org", ...fields].join("\r\n")}\r\n\r\n${content}`;
}
