// One configuration in the place of another, in balancer, lab and file: all three or none.
import type { ApplyOptions, Balancer } from "../balancer-types.ts";
import type { Config } from "../contract/config-schema.ts";
import type { Lab } from "../lab/lab.ts";
import type { Workspace } from "../persistence/workspace.ts";

export interface WholeChangeParts {
  readonly balancer: Pick<Balancer, "config" | "apply">;
  readonly lab: Pick<Lab, "apply">;
  readonly workspace: Pick<Workspace, "prepareWrite">;
  /** Told before each write, so that a watcher knows our own. */
  readonly onWrite?: ((text: string) => void) | undefined;
}

export interface WholeChange {
  readonly config: Config;
  readonly how: ApplyOptions | undefined;
  /** What the file says now and is to say; null when it is the file that changed. */
  readonly write: { readonly before: string; readonly after: string } | null;
}

/**
 * The new file is on the disk before, and in its place after; when it cannot be, balancer and lab go back. Resolves with a
 * sentence for each thing that changed.
 */
export async function changeWhole(
  parts: WholeChangeParts,
  change: WholeChange,
): Promise<readonly string[]> {
  const { balancer, lab, workspace, onWrite } = parts;
  const { config, how, write } = change;
  const before = balancer.config;
  const pending = write === null ? undefined : await workspace.prepareWrite(write.after);
  let sentences: readonly string[];
  try {
    sentences = await balancer.apply(config, how);
    await lab.apply(config.lab);
  } catch (error) {
    await pending?.discard();
    throw error;
  }
  if (pending === undefined || write === null) return sentences;
  try {
    onWrite?.(write.after);
    await pending.commit();
  } catch (error) {
    onWrite?.(write.before);
    await balancer.apply(before);
    await lab.apply(before.lab);
    throw error;
  }
  return sentences;
}
