// Refreshes the status line of a terminal once a second while serving. Does nothing, and costs nothing, without a terminal.
import type { Host } from "../balancer-core/host/types.ts";
import type { Output } from "./output.ts";
import { statusLine } from "./status-line.ts";

const everyMs = 1_000;

/** Gives back what ends it. */
export function keepStatus(host: Pick<Host, "call">, output: Output): () => void {
  const line = output.statusLine;
  if (line === undefined) return () => {};
  const withColour = !process.env.NO_COLOR;
  const refresh = async () => {
    const snapshot = await host.call("snapshot.get", {}, "core");
    line.show(statusLine(snapshot, { columns: line.columns, withColour }));
  };
  const ignore = () => {
    // A balancer that is stopping answers nothing more; the line simply stays as it is.
  };
  const timer = setInterval(() => void refresh().catch(ignore), everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    line.end();
  };
}
