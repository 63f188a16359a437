// The contract's methods about simulated servers and traffic. Knobs are part of the configuration, so they can be undone;
// starting and stopping is not.
import { BalancerError } from "../contract/balancer-error.ts";
import { tryDuration } from "../contract/units.ts";
import { updateLabServer, updateTraffic } from "../persistence/document-edit.ts";
import type { Handlers, HostParts } from "./handlers.ts";

export function labMethods({ configuration, lab }: HostParts) {
  const trafficOf = (id: string) =>
    found(
      lab.status().traffic.find(({ config }) => config.id === id),
      `traffic "${id}"`,
    );
  const serverOf = (id: string) =>
    found(
      lab.status().servers.find(({ config }) => config.id === id),
      `lab server "${id}"`,
    );
  return {
    "lab.get": async () => lab.status(),
    async "lab-server.update"({ id, changes }, author) {
      await configuration.edit((document) => updateLabServer(document, id, changes), author);
      return serverOf(id);
    },
    async "lab-server.fault"({ id, fault, for: duration, share }) {
      await lab.startFault(id, { kind: fault, forMs: tryDuration(duration) ?? 0, share });
      return serverOf(id);
    },
    async "lab-server.heal"({ id, fault }) {
      await lab.healFault(id, fault);
      return serverOf(id);
    },
    async "traffic.update"({ id, changes }, author) {
      await configuration.edit((document) => updateTraffic(document, id, changes), author);
      return trafficOf(id);
    },
    async "traffic.start"({ id }) {
      lab.startTraffic(id);
      return trafficOf(id);
    },
    async "traffic.stop"({ id }) {
      lab.stopTraffic(id);
      return trafficOf(id);
    },
  } satisfies Partial<Handlers>;
}

function found<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing !== undefined) return thing;
  throw new BalancerError("NOT_FOUND", `there is no ${name}`);
}
