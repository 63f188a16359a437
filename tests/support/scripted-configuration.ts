// The change path over a balancer and a disk that do what a test tells them, and fail on command.
import type { Balancer, NewEvent } from "../../balancer-core/balancer-types.ts";
import { parseConfig } from "../../balancer-core/config/parse.ts";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import { createConfiguration } from "../../balancer-core/host/configuration.ts";
import { createFakeClock } from "./fake-clock.ts";

export function scriptedConfiguration(text: string) {
  const parsed = parseConfig(text);
  if (!parsed.ok) throw new Error("the test's own text has problems");
  let config = parsed.config;
  let file = text;
  const events: NewEvent[] = [];
  const discarded: string[] = [];
  const applied: unknown[] = [];
  const fail = { prepare: false, write: false, apply: false, history: false };
  const balancer = {
    get config() {
      return config;
    },
    events: { append: (event: NewEvent) => events.push(event) },
    async apply(next: typeof config) {
      if (fail.apply) throw new BalancerError("LISTENER_PORT_IN_USE", "port 1 is taken");
      config = next;
      applied.push(next);
      return [];
    },
  } as unknown as Balancer;
  const configuration = createConfiguration({
    balancer,
    lab: { apply: async () => [] },
    workspace: {
      directory: ".",
      file: "f.yaml",
      read: async () => file,
      async prepareWrite(next) {
        if (fail.prepare) throw new BalancerError("WORKSPACE_UNWRITABLE", "the disk is full");
        return {
          async commit() {
            if (fail.write) throw new BalancerError("WORKSPACE_UNWRITABLE", "the disk is gone");
            file = next;
          },
          discard: async () => void discarded.push(next),
        };
      },
      history: {
        lastRevision: async () => 0,
        textOf: async () => undefined,
        noteOf: async () => undefined,
        list: async () => [],
        async record() {
          if (fail.history) throw new Error("ENOSPC");
        },
      },
    },
    clock: createFakeClock(),
    text,
    revision: 1,
  });
  return {
    configuration,
    balancer,
    fail,
    events,
    applied,
    discarded,
    file: () => file,
    edit: (next: string) => (file = next),
  };
}
