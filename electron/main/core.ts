// The balancer inside this process: the only file that knows how it is started. Pages may connect before it is ready, and
// are served from then on. Moving the core into a process of its own would change this file.
import type { MessageTransport } from "../../balancer-core/contract/transport.ts";
import { startHost } from "../../balancer-core/host/start-host.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import { openWorkspace, systemPorts } from "../../balancer-core/index.ts";
import { openApiDoor } from "./api-door.ts";
import type { Paths } from "./paths.ts";

export interface Core {
  /** Resolves when every listener is open. Rejects as startHost does; nothing is left open then. */
  readonly started: Promise<void>;
  /** Serves a console, at once or as soon as the core has started. */
  serve(transport: MessageTransport): void;
  /** Lets requests in flight finish up to the configuration's `shutdown.deadline`. */
  stop(): Promise<void>;
}

type CorePaths = Pick<Paths, "workspaceFolder" | "configFile" | "rendererFolder">;

interface Running {
  readonly host: Host;
  stop(): Promise<void>;
}

export function startCore(paths: CorePaths, product: string): Core {
  const starting = start(paths, product);
  return {
    started: starting.then(() => undefined),
    serve(transport) {
      // A failed start is told by `started`, which ends the app; the page only has to know that nobody will answer.
      starting.then(
        ({ host }) => host.serve(transport, "console"),
        () => transport.close(),
      );
    },
    async stop() {
      const running = await starting.catch(() => undefined);
      await running?.stop();
    },
  };
}

async function start(
  { workspaceFolder, configFile, rendererFolder }: CorePaths,
  product: string,
): Promise<Running> {
  const workspace = await openWorkspace({ directory: workspaceFolder, configFile });
  for (const note of workspace.notes) console.error(`evenkeel: ${note}`);
  const host = await startHost({ workspace, ports: systemPorts, product });
  const door = await openApiDoor({ host, token: workspace.token, rendererFolder });
  return {
    host,
    async stop() {
      await host.stop();
      await door?.close();
    },
  };
}
