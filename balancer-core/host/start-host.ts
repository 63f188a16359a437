// Starts everything in order: workspace, configuration, balancer, lab, host, watcher. What both shells call.
import { createBalancer } from "../balancer.ts";
import { parseConfig } from "../config/parse.ts";
import type { BalancerEvent } from "../contract/records.ts";
import { sentence } from "../contract/sentences.ts";
import { InvalidConfigError, systemCode } from "../errors.ts";
import { createLab } from "../lab/lab.ts";
import { type FileWatch, watchFile } from "../persistence/file-watch.ts";
import type { Workspace } from "../persistence/workspace.ts";
import { isoTime, type Ports } from "../ports.ts";
import { createConfiguration } from "./configuration.ts";
import { createHost } from "./host.ts";
import { clearLeftStage } from "./scenario-stage.ts";
import { createTargets } from "./targets.ts";
import type { Host } from "./types.ts";

export interface StartHostOptions {
  readonly workspace: Workspace;
  readonly ports: Ports;
  /** Name and version, for the welcome. */
  readonly product: string;
  /** Hears every event from the first one on. */
  readonly onEvent?: (event: BalancerEvent) => void;
}

/** Rejects with InvalidConfigError, FILE_NOT_FOUND or the failure of a listener; nothing is left open then. */
export async function startHost({
  workspace,
  ports,
  product,
  onEvent,
}: StartHostOptions): Promise<Host> {
  await clearLeftStage(workspace);
  const text = await workspace.read();
  const parsed = parseConfig(text, { directory: workspace.directory });
  if (!parsed.ok) throw new InvalidConfigError(parsed.problems);
  const { config } = parsed;
  const { directory, stickyKey } = workspace;
  const balancer = createBalancer({ config, ports, directory, stickyKey });
  if (onEvent) balancer.events.onAppend(onEvent);
  const lab = createLab({
    config: config.lab,
    ports,
    targetOf: createTargets(balancer, ports.clock),
    events: balancer.events,
  });
  // Simulated servers first, so that the first checks find them.
  await lab.start();
  try {
    await balancer.start();
  } catch (error) {
    await lab.stop();
    throw error;
  }
  const revision = await firstRevision(workspace, ports, text, (message) =>
    balancer.events.append({ kind: "config", level: "error", message, author: "core" }),
  );
  let watch: FileWatch | undefined;
  const configuration = createConfiguration({
    balancer,
    lab,
    workspace,
    clock: ports.clock,
    text,
    revision,
    onWrite: (own) => watch?.expect(own),
  });
  watch = watchFile({
    file: workspace.file,
    clock: ports.clock,
    initialText: text,
    onChange: () => void configuration.reload(),
  });
  const onStop = () => watch?.close();
  return createHost({ balancer, lab, workspace, configuration, ports, product, onStop });
}

/** Goes on counting where the history ends; a file edited while nothing ran is a revision of its own. */
async function firstRevision(
  workspace: Workspace,
  ports: Ports,
  text: string,
  report: (message: string) => void,
): Promise<number> {
  const { history } = workspace;
  const last = await history.lastRevision();
  if (last > 0 && (await history.textOf(last)) === text) return last;
  const at = isoTime(ports.clock.wallTime());
  const note = { revision: last + 1, author: "file" as const, at, sentences: [] };
  try {
    await history.record(note, text);
  } catch (error) {
    // A history that cannot be written is no reason not to balance, but somebody has to hear of it.
    report(sentence("NOT_IN_HISTORY", { revision: note.revision, errno: systemCode(error) }));
  }
  return note.revision;
}
