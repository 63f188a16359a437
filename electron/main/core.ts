// The balancer inside this process: the only file that knows how it is started. Pages may connect before it is ready, and
// are served from then on. Moving the core into a process of its own would change this file.
import type { MessageTransport, Unsubscribe } from "../../balancer-core/contract/transport.ts";
import { startHost } from "../../balancer-core/host/start-host.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import {
  BalancerError,
  InvalidConfigError,
  openWorkspace,
  parseConfig,
  systemPorts,
} from "../../balancer-core/index.ts";
import { openApiDoor } from "./api-door.ts";
import type { Paths } from "./paths.ts";

export interface Core {
  /** Resolves when every listener is open. Rejects as startHost does; nothing is left open then. */
  readonly started: Promise<void>;
  /** Null while none runs. */
  readonly host: Host | null;
  /** Serves a console, at once or as soon as the core has started. */
  serve(transport: MessageTransport): void;
  /** Told of the host that runs, and of null when it begins to stop; the present one at once. */
  onHost(listener: (host: Host | null) => void): Unsubscribe;
  /**
   * Goes over to another configuration file. Rejects with what is wrong with it, the old one untouched; where the new one cannot
   * start, the old one is started again.
   */
  open(configFile: string): Promise<void>;
  /** Lets requests in flight finish up to the configuration's `shutdown.deadline`. */
  stop(): Promise<void>;
}

export interface CoreOptions {
  readonly paths: Pick<Paths, "workspaceFolder" | "configFile" | "rendererFolder">;
  readonly product: string;
  /** Called when a host begins to stop, until what it returns is called. */
  readonly onStopping: (host: Host, purpose: "quit" | "switch") => () => void;
}

interface Running {
  readonly configFile: string | undefined;
  readonly host: Host;
  stop(): Promise<void>;
}

export function startCore({ paths, product, onStopping }: CoreOptions): Core {
  const listeners = new Set<(host: Host | null) => void>();
  const transports = new Set<MessageTransport>();
  let host: Host | null = null;
  let isSwitching = false;
  let stopping: Promise<void> | null = null;
  let starting = begin(paths.configFile);

  function begin(configFile: string | undefined): Promise<Running> {
    const running = start({ ...paths, configFile }, product);
    // Whoever waits for it hears of its failure; this is only to tell the others of its success.
    running.then(
      (one) => tell(one.host),
      () => {},
    );
    return running;
  }

  function tell(now: Host | null): void {
    host = now;
    for (const listener of listeners) listener(now);
  }

  async function end(running: Running, purpose: "quit" | "switch"): Promise<void> {
    const done = onStopping(running.host, purpose);
    tell(null);
    await running.stop().finally(done);
  }

  async function change(configFile: string): Promise<void> {
    const before = await starting;
    await check(paths.workspaceFolder, configFile);
    if (stopping !== null) throw new BalancerError("HOST_UNAVAILABLE", "Evenkeel is stopping");
    // Consoles stay connected meanwhile: they show the progress.
    await end(before, "switch");
    for (const transport of transports) transport.close();
    starting = begin(configFile);
    try {
      await starting;
    } catch (error) {
      starting = begin(before.configFile);
      await starting;
      throw error;
    }
  }

  return {
    started: starting.then(() => undefined),
    get host() {
      return host;
    },
    serve(transport) {
      transports.add(transport);
      transport.onClose(() => void transports.delete(transport));
      // A failed start is told by `started`, which ends the app; the page only has to know that nobody will answer.
      starting.then(
        (running) => running.host.serve(transport, "console"),
        () => transport.close(),
      );
    },
    onHost(listener) {
      listeners.add(listener);
      if (host) listener(host);
      return () => void listeners.delete(listener);
    },
    async open(configFile) {
      if (isSwitching || stopping !== null) {
        const message = `"${configFile}" was not opened: another workspace is being opened, or Evenkeel stops`;
        throw new BalancerError("HOST_UNAVAILABLE", message);
      }
      isSwitching = true;
      try {
        await change(configFile);
      } finally {
        isSwitching = false;
      }
    },
    stop() {
      stopping ??= starting.then(
        (running) => end(running, "quit"),
        () => undefined,
      );
      return stopping;
    },
  };
}

/** Rejects with every problem, before anything is stopped for it. */
async function check(directory: string, configFile: string): Promise<void> {
  const workspace = await openWorkspace({ directory, configFile });
  const parsed = parseConfig(await workspace.read(), { directory: workspace.directory });
  if (!parsed.ok) throw new InvalidConfigError(parsed.problems);
}

async function start(
  { workspaceFolder, configFile, rendererFolder }: CoreOptions["paths"],
  product: string,
): Promise<Running> {
  const workspace = await openWorkspace({ directory: workspaceFolder, configFile });
  for (const note of workspace.notes) console.error(`evenkeel: ${note}`);
  const host = await startHost({ workspace, ports: systemPorts, product });
  const door = await openApiDoor({ host, token: workspace.token, rendererFolder });
  return {
    configFile,
    host,
    async stop() {
      await host.stop();
      await door?.close();
    },
  };
}
