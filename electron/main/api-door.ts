// The API and web console beside the desktop's window, for scripts: opened only when the configuration has the key
// `console`. The server is the headless shell's own (docs/adr/0006).
import type { Host } from "../../balancer-core/host/types.ts";
import { type ConsoleServer, startConsoleServer } from "../../headless/console/console-server.ts";
import { consoleSettings } from "../../headless/console/console-settings.ts";
import { version } from "./version.ts";

export interface ApiDoorOptions {
  readonly host: Host;
  readonly token: string;
  readonly rendererFolder: string;
}

/**
 * Resolves with the open door, or null where none is wanted. A door that cannot be opened is told and left closed: the
 * window works without it, and the balancer must not stop for it.
 */
export async function openApiDoor(options: ApiDoorOptions): Promise<ConsoleServer | null> {
  const { host, token, rendererFolder } = options;
  const { bind, metricsPath } = await consoleSettings(host);
  if (bind === undefined) return null;
  try {
    const door = await startConsoleServer({
      host,
      bind,
      token,
      rendererDirectory: rendererFolder,
      metricsPath,
      version,
    });
    console.error(`evenkeel: the API listens on ${door.url}`);
    return door;
  } catch (error) {
    console.error(
      `evenkeel: the API is not open: ${error instanceof Error ? error.message : error}`,
    );
    return null;
  }
}
