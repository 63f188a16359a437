// `evenkeel demo`: serve on a workspace that is thrown away at the end, with traffic running from the start.
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkspace } from "../balancer-core/index.ts";
import { serveWorkspace } from "./serve.ts";
import type { ServeOptions } from "./usage.ts";

export async function runDemo(options: ServeOptions): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "evenkeel-demo-"));
  // At exit, so that it goes also when a second signal ends the process at once.
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  const workspace = await openWorkspace({ directory });
  await serveWorkspace(workspace, options, async ({ host }) => {
    const { traffic } = await host.call("lab.get", {}, "core");
    const [first] = traffic;
    if (first) await host.call("traffic.start", { id: first.config.id }, "core");
  });
}
