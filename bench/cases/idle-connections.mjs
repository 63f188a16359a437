// The idle case: 10,000 connections that each asked once and now rest. The figure is how much the proxy's resident memory grew,
// divided by the connections; what the system keeps for a socket is not in it, and is the same for everybody.
// @ts-check
/** @import { BenchCase } from "../types.ts" */
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startBackend } from "../backend/backend.mjs";
import { chooseLoad } from "../load/load.mjs";
import { serverPeers } from "../peers/every-peer.mjs";
import { goalOfOurs, medianOf, problemsOf } from "../report/goal-table.mjs";
import { formatTable } from "../report/table.mjs";
import { residentKibOf } from "../system/memory.mjs";
import { startOn } from "../system/processes.mjs";
import { takeTurns } from "./take-turns.mjs";

const script = fileURLToPath(new URL("../load/idle-clients.mjs", import.meta.url));
const connections = 10_000;
const mostKib = 8;
const settleMs = 2_000;

/** @type {BenchCase} */
export const idleConnections = {
  name: "idle-connections",
  async run(context) {
    const { loadCore } = context;
    const backend = await startBackend(loadCore);
    const load = chooseLoad(loadCore);
    const results = await takeTurns({
      context,
      peers: serverPeers,
      setting: { backends: backend.ports, connections: connections + 1_000 },
      warmUp: ({ port }) => load.run({ port, seconds: 2, connections: 64 }),
      async measure({ port, pid }) {
        const before = residentKibOf(pid);
        const { child, output, stop } = startOn(
          loadCore,
          process.execPath,
          [script, String(port), String(connections)],
          { stdio: ["ignore", "ignore", "pipe", "ipc"] },
        );
        const [message] = await Promise.race([
          once(child, "message"),
          once(child, "exit").then(() => [{ held: 0, why: output() }]),
        ]);
        await pause(settleMs);
        const after = residentKibOf(pid);
        await stop();
        const problem =
          message.held === connections ? null : `held ${message.held} connections: ${message.why}`;
        return { figures: { kibEach: (after - before) / connections, before, after }, problem };
      },
      tell: ({ kibEach, before, after }) =>
        `${kibEach.toFixed(2)} KiB each (${(before / 1_024).toFixed(0)} → ${(after / 1_024).toFixed(0)} MiB)`,
      // A second round would find memory that the first one left.
      rounds: 1,
    });
    const read = (/** @type {string} */ name) => medianOf(results, name, ({ kibEach }) => kibEach);
    const rows = results.map(({ name, version }) => [
      `${name} ${version}`,
      read(name)?.toFixed(2) ?? "-",
    ]);
    return {
      title: `${connections} idle connections: growth of resident memory`,
      text: formatTable([["", "KiB each"], ...rows]),
      goals: [
        goalOfOurs(
          `memory of an idle connection ≤ ${mostKib} KiB`,
          read("Evenkeel"),
          mostKib,
          (value) => `${value.toFixed(2)} KiB`,
        ),
      ],
      problems: problemsOf(results),
      data: results,
    };
  },
};
