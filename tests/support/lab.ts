// A lab for tests: real ports 0 on loopback, a log of its events, and a way to wait for something to become true.

import type { NewEvent } from "../../balancer-core/balancer-types.ts";
import { labSchema } from "../../balancer-core/contract/config-lab.ts";
import { tryAddress } from "../../balancer-core/contract/units.ts";
import { createLab, type Lab } from "../../balancer-core/lab/lab.ts";
import { systemPorts } from "../../balancer-core/ports.ts";

type LabDocument = NonNullable<Parameters<typeof labSchema.parse>[0]>;

export interface TestLab {
  readonly lab: Lab;
  readonly events: NewEvent[];
  /** Applies another document of the whole lab. */
  apply(document: unknown): Promise<string[]>;
  /** Actual address of a simulated server. */
  addressOf(id: string): string;
}

export interface TestLabOptions {
  readonly document: unknown;
  readonly targets?: Readonly<Record<string, () => string | null>>;
  readonly protocol?: "http" | "tcp";
}

export async function startLab({
  document,
  targets = {},
  protocol = "http",
}: TestLabOptions): Promise<TestLab> {
  const events: NewEvent[] = [];
  const parse = (input: unknown) => labSchema.parse(input as LabDocument);
  const lab = createLab({
    config: parse(document),
    ports: systemPorts,
    targetOf(id) {
      const address = tryAddress(targets[id]?.() ?? "");
      return address ? { ...address, protocol, readsProxyHeader: false } : null;
    },
    events: { append: (event) => events.push(event) },
  });
  await lab.start();
  return {
    lab,
    events,
    apply: (next) => lab.apply(parse(next)),
    addressOf: (id) =>
      lab.status().servers.find((server) => server.config.id === id)?.address ?? "",
  };
}
