// A history that cannot be written stops nobody, and is told.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { BalancerEvent } from "../../balancer-core/contract/records.ts";
import { startHost } from "../../balancer-core/host/start-host.ts";
import { openWorkspace } from "../../balancer-core/persistence/workspace.ts";
import { systemPorts } from "../../balancer-core/ports.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

it("starts without its history and says so in an event", async () => {
  const folder = temporaryFolder();
  const configFile = join(folder, "evenkeel.yaml");
  writeFileSync(configFile, "version: 1\n");
  const workspace = await openWorkspace({ directory: folder, configFile });
  const history = {
    ...workspace.history,
    record: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOSPC" })),
  };
  const events: BalancerEvent[] = [];
  const host = await startHost({
    workspace: { ...workspace, history },
    ports: systemPorts,
    product: "test",
    onEvent: (event) => void events.push(event),
  });
  onTestFinished(() => host.stop(100));
  expect(events).toContainEqual(
    expect.objectContaining({ level: "error", message: expect.stringContaining("ENOSPC") }),
  );
});
