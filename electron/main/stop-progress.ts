// How far a stop has come: what is still in flight and how long it may take, asked of the host until it is done.
import { configSchema, expandShorthand } from "../../balancer-core/contract/config-schema.ts";
import type { ShellMessage } from "../../balancer-core/contract/shell-messages.ts";
import type { Host } from "../../balancer-core/host/types.ts";
import type { Clock } from "../../balancer-core/index.ts";

export type Stopping = Extract<ShellMessage, { kind: "stopping" }>;

const askEveryMs = 250;

/** Tells at once what it can, then four times a second, until the returned function is called. */
export function watchStopping(
  host: Pick<Host, "call">,
  purpose: Stopping["purpose"],
  clock: Clock,
  tell: (progress: Stopping) => void,
): () => void {
  const startedAt = clock.now();
  let deadlineMs = 0;
  let isDone = false;

  async function ask(): Promise<void> {
    try {
      const { pools } = await host.call("snapshot.get", {}, "core");
      if (isDone) return;
      const remaining = pools
        .flatMap(({ servers }) => servers)
        .reduce((sum, { activeRequests }) => sum + activeRequests, 0);
      const leftMs = Math.max(0, deadlineMs - (clock.now() - startedAt));
      tell({ kind: "stopping", purpose, remaining, leftMs, deadlineMs });
    } catch (error) {
      console.error("evenkeel: cannot tell how far it has stopped:", error);
    }
  }

  void deadlineOf(host).then((found) => {
    deadlineMs = found;
    return ask();
  });
  const timer = clock.every(askEveryMs, () => void ask());
  return () => {
    isDone = true;
    timer.cancel();
  };
}

async function deadlineOf(host: Pick<Host, "call">): Promise<number> {
  try {
    const { config } = await host.call("config.get", {}, "core");
    return configSchema.parse(expandShorthand(config)).shutdown.deadline;
  } catch {
    return 0;
  }
}
