// The lab: simulated servers and traffic generators of one configuration, changed by difference while they run.
import type { NewEvent } from "../balancer-types.ts";
import { BalancerError } from "../contract/balancer-error.ts";
import type { LabConfig } from "../contract/config-lab.ts";
import type { LabStatus, TrafficStatus } from "../contract/lab-status.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import { createEmitter } from "../events/emitter.ts";
import type { Ports, Timer } from "../ports.ts";
import { createTurns } from "../turns.ts";
import { createSimRack } from "./sim-rack.ts";
import { createTrafficDesk } from "./traffic/traffic-desk.ts";

export interface Lab {
  /** Opens every simulated server that runs. One that cannot listen is `failed` with its reason and stops nobody else. */
  start(): Promise<void>;
  /** Brings the lab to another configuration. Resolves with one sentence per change. Never rejects. */
  apply(config: LabConfig): Promise<string[]>;
  status(): LabStatus;
  /** Throws NOT_FOUND. Counters begin anew; does nothing to one that runs. */
  startTraffic(id: string): TrafficStatus;
  /** Throws NOT_FOUND. Sends nothing more at once; what is in flight may finish within two seconds. */
  stopTraffic(id: string): TrafficStatus;
  /** Called at each change, and once a second while a generator runs or a simulated server works. */
  onChange(listener: (status: LabStatus) => void): Unsubscribe;
  /** Ends traffic, then closes every simulated server. */
  stop(): Promise<void>;
}

export interface LabOptions {
  readonly config: LabConfig;
  readonly ports: Ports;
  /** `host:port` of a listener while it listens. */
  readonly targetOf: (listenerId: string) => string | null;
  readonly protocolOf?: (listenerId: string) => "http" | "tcp";
  readonly events: { append(event: NewEvent): unknown };
}

const tellEveryMs = 1_000;

export function createLab(options: LabOptions): Lab {
  const { clock } = options.ports;
  const changes = createEmitter<LabStatus>();
  const report = (level: NewEvent["level"], message: string) => {
    options.events.append({ kind: "lab", level, message });
    tell();
  };
  const rack = createSimRack({ clock, report });
  const desk = createTrafficDesk({
    clock,
    report,
    targetOf: options.targetOf,
    protocolOf: options.protocolOf ?? (() => "http"),
  });
  desk.apply(options.config.traffic);

  let ticker: Timer | undefined;
  let lastTotal = 0;
  // Applying waits its turn, so that two changes never open and close the same port at once.
  const turns = createTurns();

  function status(): LabStatus {
    return { servers: rack.status(), traffic: desk.status() };
  }

  function tell(): void {
    if (changes.listenerCount > 0) changes.emit(status());
  }

  function tellIfBusy(): void {
    const total = rack.totalRequests();
    if (desk.isRunning() || rack.isWorking() || total !== lastTotal) tell();
    lastTotal = total;
  }

  return {
    start: () =>
      turns.take(async () => {
        ticker = clock.every(tellEveryMs, tellIfBusy);
        await Promise.all([rack.apply(options.config.servers), desk.prepare()]);
        tell();
      }),
    apply: (config) =>
      turns.take(async () => {
        const sentences = [...(await rack.apply(config.servers)), ...desk.apply(config.traffic)];
        if (sentences.length > 0) tell();
        return sentences;
      }),
    status,
    startTraffic(id) {
      const generator = found(desk.find(id), id);
      if (!generator.isRunning) {
        generator.start();
        report("info", `traffic "${id}" started towards listener "${generator.config.target}"`);
      }
      return generator.status();
    },
    stopTraffic(id) {
      const generator = found(desk.find(id), id);
      if (generator.isRunning) {
        void generator.stop().then(tell);
        report("info", `traffic "${id}" stopped`);
      }
      return generator.status();
    },
    onChange: (listener) => changes.on(listener),
    stop: () =>
      turns.take(async () => {
        ticker?.cancel();
        await desk.stop();
        await rack.stop();
        tell();
      }),
  };
}

function found<Thing>(thing: Thing | undefined, id: string): Thing {
  if (thing === undefined) throw new BalancerError("NOT_FOUND", `there is no traffic "${id}"`);
  return thing;
}
