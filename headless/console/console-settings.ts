// What the configuration says of the console's server. Both shells ask the host, which knows the configuration that runs.
import { configSchema, expandShorthand } from "../../balancer-core/contract/config-schema.ts";
import { type Address, tryAddress } from "../../balancer-core/contract/units.ts";
import type { Host } from "../../balancer-core/host/types.ts";

export interface ConsoleSettings {
  /** Undefined without the key `console`: the headless shell then takes its default, the desktop opens nothing. */
  readonly bind: Address | undefined;
  readonly metricsPath: string;
}

export async function consoleSettings(host: Pick<Host, "call">): Promise<ConsoleSettings> {
  const { config } = await host.call("config.get", {}, "core");
  const { console, metrics } = configSchema.parse(expandShorthand(config));
  const bind = console === undefined ? undefined : tryAddress(console.bind);
  return { bind, metricsPath: metrics.path };
}
