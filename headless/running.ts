// Everything one process runs: the host over a workspace and, unless unwanted, the web console's server.
import type { Address } from "../balancer-core/contract/units.ts";
import { startHost } from "../balancer-core/host/start-host.ts";
import type { Host } from "../balancer-core/host/types.ts";
import { systemPorts, type Workspace } from "../balancer-core/index.ts";
import { type ConsoleServer, startConsoleServer } from "./console/console-server.ts";
import { consoleSettings } from "./console/console-settings.ts";
import { isLoopback } from "./console/guards.ts";
import type { Output } from "./output.ts";
import { rendererDirectory } from "./package-root.ts";
import type { ServeOptions } from "./usage.ts";
import { product, version } from "./version.ts";

export interface RunningConsole {
  readonly url: string;
  readonly urlWithToken: string;
  readonly token: string;
  readonly isLoopback: boolean;
}

export interface Running {
  readonly host: Host;
  readonly console: RunningConsole | null;
  /** Balancer first, up to its deadline, so that the console can watch it; then the console. */
  stop(): Promise<void>;
}

const defaultBind: Address = { host: "127.0.0.1", port: 7300 };

export async function startRunning(
  workspace: Workspace,
  options: Pick<ServeOptions, "console" | "noConsole" | "token">,
  output: Output,
): Promise<Running> {
  const host = await startHost({
    workspace,
    ports: systemPorts,
    product,
    onEvent: ({ kind, ...event }) => output.report({ event: kind, ...event }),
  });
  if (options.noConsole) return { host, console: null, stop: () => host.stop() };
  const token = options.token ?? workspace.token;
  let server: ConsoleServer;
  try {
    const { bind, metricsPath } = await consoleSettings(host);
    server = await startConsoleServer({
      host,
      bind: options.console ?? bind ?? defaultBind,
      token,
      rendererDirectory,
      metricsPath,
      version,
    });
  } catch (error) {
    await host.stop(0);
    throw error;
  }
  return {
    host,
    console: {
      url: server.url,
      urlWithToken: server.urlWithToken,
      token,
      isLoopback: isLoopback(server.address.host),
    },
    async stop() {
      await host.stop();
      await server.close();
    },
  };
}
