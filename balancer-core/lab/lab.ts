// The lab: simulated servers and traffic generators of one configuration, changed by difference while they run.
import type { NewEvent } from "../balancer-types.ts";
import { BalancerError } from "../contract/balancer-error.ts";
import type { LabConfig } from "../contract/config-lab.ts";
import { type FaultKind, tcpFaultKinds } from "../contract/lab-faults.ts";
import type { LabStatus, TrafficStatus } from "../contract/lab-status.ts";
import type { ScenarioRun } from "../contract/scenario-status.ts";
import { sentence } from "../contract/sentences.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import { formatDuration } from "../contract/units.ts";
import { createEmitter } from "../events/emitter.ts";
import type { Ports, Timer } from "../ports.ts";
import { createTurns } from "../turns.ts";
import { createSimRack, nameOf } from "./sim-rack.ts";
import type { SimServer } from "./sim-server.ts";
import type { TargetListener } from "./traffic/traffic-client.ts";
import { createTrafficDesk } from "./traffic/traffic-desk.ts";
import type { TrafficTotals } from "./traffic/traffic-meter.ts";

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
  /** Throws NOT_FOUND, or INVALID_PARAMS for a fault that its protocol cannot have. Resolves once its port is as the fault wants it. */
  startFault(id: string, fault: FaultStart): Promise<void>;
  /** One kind, or all. Throws NOT_FOUND. */
  healFault(id: string, kind?: FaultKind): Promise<void>;
  /** Totals of the present or last run of a generator, to be compared with later ones. Undefined for an unknown id. */
  trafficTotals(id: string): TrafficTotals | undefined;
  /** Puts the state of a scenario into the status, and tells. */
  showScenario(run: ScenarioRun): void;
  /** Called at each change, and once a second while a generator runs or a simulated server works. */
  onChange(listener: (status: LabStatus) => void): Unsubscribe;
  /** Ends traffic, then closes every simulated server. */
  stop(): Promise<void>;
}

export interface FaultStart {
  readonly kind: FaultKind;
  readonly forMs: number;
  /** Share of requests it strikes. */
  readonly share: number;
}

export interface LabOptions {
  readonly config: LabConfig;
  readonly ports: Ports;
  /** A listener while it listens. */
  readonly targetOf: (listenerId: string) => TargetListener | null;
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
  const rack = createSimRack({ clock, report, onHealed: (server) => void settle(server) });
  const desk = createTrafficDesk({
    clock,
    report,
    targetOf: options.targetOf,
  });
  desk.apply(options.config.traffic);

  let ticker: Timer | undefined;
  let lastTotal = 0;
  let scenario: ScenarioRun | undefined;
  // Applying waits its turn, so that two changes never open and close the same port at once.
  const turns = createTurns();

  /** A server that left meanwhile stays closed. */
  async function settle(server: SimServer): Promise<void> {
    await turns.take(async () => {
      if (rack.find(server.config.id) === server) await rack.settle(server);
    });
    tell();
  }

  function status(): LabStatus {
    return { servers: rack.status(), traffic: desk.status(), ...(scenario && { scenario }) };
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
      const generator = found(desk.find(id), `traffic "${id}"`);
      if (!generator.isRunning) {
        generator.start();
        report(
          "info",
          sentence("TRAFFIC_STARTED", {
            thing: sentence("TRAFFIC", { id }),
            target: sentence("LISTENER", { id: generator.config.target }),
          }),
        );
      }
      return generator.status();
    },
    stopTraffic(id) {
      const generator = found(desk.find(id), `traffic "${id}"`);
      if (generator.isRunning) {
        void generator.stop().then(tell);
        report("info", sentence("TRAFFIC_STOPPED", { thing: sentence("TRAFFIC", { id }) }));
      }
      return generator.status();
    },
    async startFault(id, { kind, forMs, share }) {
      const server = found(rack.find(id), `lab server "${id}"`);
      if (server.config.protocol === "tcp" && !tcpFaultKinds.includes(kind)) {
        const message = `${nameOf(server.config)} speaks tcp and cannot have the fault "${kind}", only ${tcpFaultKinds.join(", ")}`;
        throw new BalancerError("INVALID_PARAMS", message);
      }
      server.faults.start(kind, forMs, share);
      const told = {
        thing: nameOf(server.config),
        fault: kind,
        duration: formatDuration(forMs),
      };
      report(
        "warning",
        share === 1
          ? sentence("FAULT", told)
          : sentence("FAULT_OF_SOME", { ...told, percent: Math.round(share * 100) }),
      );
      await settle(server);
    },
    async healFault(id, kind) {
      const server = found(rack.find(id), `lab server "${id}"`);
      for (const healed of server.faults.heal(kind)) {
        report("info", sentence("HEALED", { thing: nameOf(server.config), fault: healed }));
      }
      await settle(server);
    },
    trafficTotals: (id) => desk.find(id)?.totals(),
    showScenario(run) {
      scenario = run;
      tell();
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

function found<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new BalancerError("NOT_FOUND", `there is no ${name}`);
  return thing;
}
