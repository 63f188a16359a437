// All simulated servers of the lab: applies their list by difference and reports what became of each.
import { type LabServerConfig, labServerSchema } from "../contract/config-lab.ts";
import type { LabServerStatus } from "../contract/lab-status.ts";
import type { BalancerEvent } from "../contract/records.ts";
import { sentence } from "../contract/sentences.ts";
import type { Clock } from "../ports.ts";
import { describeChanges } from "./lab-changes.ts";
import { createSimServer, type SimServer } from "./sim-server.ts";

export interface SimRack {
  /** One sentence per change. A server that cannot listen is reported, not thrown. */
  apply(configs: readonly LabServerConfig[]): Promise<string[]>;
  /** Undefined for an unknown id. */
  find(id: string): SimServer | undefined;
  /** Opens or closes the port as the faults want it now, and says so. */
  settle(server: SimServer): Promise<void>;
  status(): LabServerStatus[];
  totalRequests(): number;
  isWorking(): boolean;
  stop(): Promise<void>;
}

export interface SimRackOptions {
  readonly clock: Clock;
  readonly report: (level: BalancerEvent["level"], message: string) => void;
  /** Called when a fault is over by itself; the server is then to be settled. */
  readonly onHealed: (server: SimServer) => void;
}

export function createSimRack({ clock, report, onHealed }: SimRackOptions): SimRack {
  let servers: readonly SimServer[] = [];

  function create(config: LabServerConfig): SimServer {
    const server = createSimServer({
      config,
      clock,
      onFailure: () => reportState(server, null),
      onHealed(kind) {
        report("info", sentence("HEALED", { thing: nameOf(server.config), fault: kind }));
        onHealed(server);
      },
    });
    return server;
  }

  function reportState(server: SimServer, before: LabServerStatus | null): void {
    const { state, error, address } = server.status();
    const thing = nameOf(server.config);
    if (state === "failed") {
      if (error !== before?.error)
        report("error", sentence("THING_DOES", { thing, said: error ?? "" }));
    } else if (before === null || state === before.state) {
      return;
    } else if (state === "stopped") {
      report("warning", sentence("CRASHED", { thing, address }));
    } else {
      report("info", sentence("RETURNED", { thing, address }));
    }
  }

  /** Applies one server's configuration; creates it, or replaces it when it changes its protocol. */
  async function bring(
    config: LabServerConfig,
    existing: SimServer | undefined,
  ): Promise<{ server: SimServer; sentences: string[] }> {
    const sentences = existing
      ? describeChanges(
          nameOf(config),
          labServerSchema.encode(existing.config),
          labServerSchema.encode(config),
        )
      : [`${nameOf(config)} added at ${config.bind}`];
    const before = existing?.status() ?? null;
    const isSame = existing?.config.protocol === config.protocol;
    const server = existing && isSame ? existing : create(config);
    if (existing && !isSame) await existing.stop();
    // One that failed tries again at every change: its port may be free by now.
    if (sentences.length > 0 || before?.state === "failed") {
      await server.apply(config);
      reportState(server, before);
    }
    return { server, sentences };
  }

  return {
    async apply(configs) {
      const existing = new Map(servers.map((server) => [server.config.id, server]));
      const ids = new Set(configs.map(({ id }) => id));
      const sentences: string[] = [];
      // Those that leave go first, so that others can take over their ports.
      for (const server of servers) {
        if (ids.has(server.config.id)) continue;
        await server.stop();
        sentences.push(`${nameOf(server.config)} removed`);
      }
      const next: SimServer[] = [];
      for (const config of configs) {
        const brought = await bring(config, existing.get(config.id));
        next.push(brought.server);
        sentences.push(...brought.sentences);
      }
      servers = next;
      return sentences;
    },
    find: (id) => servers.find(({ config }) => config.id === id),
    async settle(server) {
      const before = server.status();
      await server.settle();
      reportState(server, before);
    },
    status: () => servers.map((server) => server.status()),
    totalRequests: () => servers.reduce((sum, server) => sum + server.totalRequests, 0),
    isWorking: () => servers.some((server) => server.isWorking),
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

export function nameOf({ id }: LabServerConfig): string {
  return sentence("SIMULATED_SERVER", { id });
}
