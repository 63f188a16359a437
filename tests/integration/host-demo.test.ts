// The workspace of a first run, as it is: it starts, its traffic flows, and an edit in the console touches one line of it.
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startHost } from "../../balancer-core/host/start-host.ts";
import { openWorkspace } from "../../balancer-core/persistence/workspace.ts";
import { systemPorts } from "../../balancer-core/ports.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("the demo workspace", () => {
  it("balances its traffic over three servers and keeps its comments through an edit", async () => {
    const workspace = await openWorkspace({ directory: join(temporaryFolder(), "home") });
    const text = await workspace.read();
    const host = await startHost({ workspace, ports: systemPorts, product: "test" });
    onTestFinished(() => host.stop(100));
    await host.call("traffic.start", { id: "steady" }, "console");
    await vi.waitFor(
      async () => {
        const { pools } = await host.call("snapshot.get", {}, "console");
        expect(pools.map(({ id }) => id)).toEqual(["app", "echo"]);
        for (const server of pools[0]?.servers ?? []) {
          expect(server.status["2xx"]).toBeGreaterThan(2);
        }
      },
      { timeout: 8_000, interval: 50 },
    );
    await host.call(
      "server.update",
      { pool: "app", server: "s2", changes: { weight: 3 } },
      "console",
    );
    const lines = (await workspace.read()).split("\n");
    const changed = text
      .split("\n")
      .flatMap((line, at) => (line === lines[at] ? [] : [lines[at]?.trim()]));
    expect(changed).toEqual([expect.stringMatching(/^- \{ id: s2, address: \S+, weight: 3 \}$/)]);
  });
});
