// The large-bodies case: answers of 1 MiB over 16 connections. Load and servers share a core, so where they are the slowest all
// proxies look alike; the CPU time per MiB beside the throughput tells them apart.
// @ts-check
/** @import { BenchCase } from "../types.ts" */
import { everyHttpPeer } from "../peers/every-peer.mjs";
import { goalAgainst } from "../report/goal-table.mjs";
import { bulk } from "./bulk.mjs";

/** @type {BenchCase} */
export const largeBodies = {
  name: "large-bodies",
  run: (context) =>
    bulk(context, {
      title: "Bodies of 1 MiB",
      peers: everyHttpPeer,
      mode: "http",
      goals: (results) => [
        goalAgainst({
          goal: "1 MiB bodies: throughput ≥ 0.95 × HAProxy",
          ...{ results, peer: "HAProxy", least: 0.95 },
          figure: ({ mibPerSecond }) => mibPerSecond,
          show: (value) => `${value.toFixed(0)} MiB/s`,
        }),
      ],
    }),
};
