// A whole host for tests: real balancer, lab and workspace in a folder of the test's own, every port given by the system.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import type { MethodName, MethodParams } from "../../balancer-core/contract/methods.ts";
import type { BalancerEvent } from "../../balancer-core/contract/records.ts";
import { startHost } from "../../balancer-core/host/start-host.ts";
import type { Author } from "../../balancer-core/host/types.ts";
import { openWorkspace } from "../../balancer-core/persistence/workspace.ts";
import { systemPorts } from "../../balancer-core/ports.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export async function runningHost(text: string) {
  const folder = temporaryFolder();
  const file = join(folder, "evenkeel.yaml");
  writeFileSync(file, text);
  const workspace = await openWorkspace({ directory: folder, configFile: file });
  const events: BalancerEvent[] = [];
  const onEvent = (event: BalancerEvent) => void events.push(event);
  const host = await startHost({ workspace, ports: systemPorts, product: "test", onEvent });
  onTestFinished(() => host.stop(100));
  return {
    host,
    events,
    workspace,
    file,
    text: () => readFileSync(file, "utf8"),
    write: (next: string) => writeFileSync(file, next),
    call: <M extends MethodName>(method: M, params: MethodParams<M>, author: Author = "console") =>
      host.call(method, params, author),
    addressOf: (id: string) => host.listeners().find((listener) => listener.id === id)?.address,
    eventually: (check: () => unknown) => vi.waitFor(check, { timeout: 5_000, interval: 20 }),
  };
}
