// All traffic generators of the lab: applies their list by difference, finds one by id, ends them all.
import { type TrafficConfig, trafficSchema } from "../../contract/config-lab.ts";
import type { TrafficStatus } from "../../contract/lab-status.ts";
import type { BalancerEvent } from "../../contract/records.ts";
import { sentence } from "../../contract/sentences.ts";
import { describeChanges } from "../lab-changes.ts";
import { createGenerator, type Generator, type GeneratorOptions } from "./generator.ts";
import { hasLoopbackRange } from "./traffic-client.ts";

export interface TrafficDesk {
  /** Finds out what this machine allows; until then every client identity has the same address. */
  prepare(): Promise<void>;
  /** One sentence per change. A generator that leaves is stopped. */
  apply(configs: readonly TrafficConfig[]): string[];
  find(id: string): Generator | undefined;
  isRunning(): boolean;
  status(): TrafficStatus[];
  stop(): Promise<void>;
}

export interface TrafficDeskOptions extends Pick<GeneratorOptions, "clock" | "targetOf"> {
  readonly report: (level: BalancerEvent["level"], message: string) => void;
}

export function createTrafficDesk({ report, ...shared }: TrafficDeskOptions): TrafficDesk {
  let generators: readonly Generator[] = [];
  let hasIdentities = false;
  const leaving = new Set<Promise<void>>();

  function end(generator: Generator): void {
    const ended = generator.stop().finally(() => leaving.delete(ended));
    leaving.add(ended);
  }

  return {
    async prepare() {
      hasIdentities = await hasLoopbackRange();
    },
    apply(configs) {
      const existing = new Map(generators.map((generator) => [generator.config.id, generator]));
      const sentences: string[] = [];
      const next = configs.map((config) => {
        const generator = existing.get(config.id);
        existing.delete(config.id);
        if (!generator) {
          sentences.push(`${nameOf(config)} added`);
          return createGenerator({ ...shared, config, hasIdentities: () => hasIdentities });
        }
        const changes = describeChanges(
          nameOf(config),
          trafficSchema.encode(generator.config),
          trafficSchema.encode(config),
        );
        if (changes.length > 0) generator.configure(config);
        sentences.push(...changes);
        return generator;
      });
      for (const generator of existing.values()) {
        sentences.push(`${nameOf(generator.config)} removed`);
        if (generator.isRunning)
          report("info", sentence("TRAFFIC_STOPPED_GONE", { thing: nameOf(generator.config) }));
        end(generator);
      }
      generators = next;
      return sentences;
    },
    find: (id) => generators.find(({ config }) => config.id === id),
    isRunning: () => generators.some((generator) => generator.isRunning),
    status: () => generators.map((generator) => generator.status()),
    async stop() {
      for (const generator of generators) end(generator);
      await Promise.all(leaving);
    },
  };
}

function nameOf({ id }: TrafficConfig): string {
  return sentence("TRAFFIC", { id });
}
