// `evenkeel serve`: a balancer with its web console in the foreground, until a signal ends it.
import {
  defaultWorkspaceDirectory,
  openWorkspace,
  type Workspace,
} from "../balancer-core/index.ts";
import { reportFailure } from "./failure.ts";
import { openBrowser } from "./open-browser.ts";
import { createOutput, type Output } from "./output.ts";
import { type Running, startRunning } from "./running.ts";
import { keepStatus } from "./serve-status.ts";
import { handleSignals } from "./signals.ts";
import type { ServeOptions } from "./usage.ts";
import { product } from "./version.ts";

/** Resolves when everything listens; the process then runs until a signal. */
export async function runServe(options: ServeOptions): Promise<void> {
  const directory = options.workspace ?? defaultWorkspaceDirectory();
  const workspace = await openWorkspace({ directory, configFile: options.configFile });
  await serveWorkspace(workspace, options);
}

/** The part that `serve` and `demo` share. `afterStart` runs before anybody is told that it is ready. */
export async function serveWorkspace(
  workspace: Workspace,
  options: ServeOptions,
  afterStart: (running: Running) => Promise<void> = async () => {},
): Promise<void> {
  // SECURITY: every user of the machine may list the arguments of every process; naming it anew takes the token out of the list.
  if (options.token !== undefined) process.title = "evenkeel";
  const output = createOutput(options.json);
  let running: Running;
  try {
    running = await startRunning(workspace, options, output);
  } catch (error) {
    reportFailure(error, workspace.file);
    process.exit(1);
  }
  await afterStart(running);
  const endStatus = keepStatus(running.host, output);
  handleSignals({
    async stop() {
      endStatus();
      output.say("Stopping: requests in flight may finish. Once more to stop at once.");
      await running.stop();
      output.report({ event: "stopped" });
      output.say("Stopped.");
    },
    reload: () => running.host.reload(),
    reopenLog: () => running.host.reopenLog(),
  });
  // After the signals are handled: whoever reads the ready line may send one at once.
  announce(running, workspace, output);
  if (options.open && running.console) openBrowser(running.console.urlWithToken);
}

function announce({ host, console }: Running, workspace: Workspace, output: Output): void {
  const listeners = host.listeners();
  output.report({
    event: "ready",
    pid: process.pid,
    listeners,
    console: console === null ? null : { url: console.url, token: console.token },
  });
  output.say(product);
  for (const note of workspace.notes) output.say(`  note       ${note}`);
  output.say(`  file       ${workspace.file}`);
  for (const { id, protocol, address } of listeners) {
    output.say(`  listener   ${id}: ${protocol} on ${address}`);
  }
  if (console) {
    output.say(`  console    ${console.urlWithToken}`);
    if (!console.isLoopback) {
      output.say(
        "  warning    the console is open to other machines; whoever has its token can steer the balancer, and the token travels unencrypted",
      );
    }
  }
}
