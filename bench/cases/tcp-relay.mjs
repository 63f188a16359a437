// The TCP case: the same bytes as large-bodies, through listeners that know nothing of HTTP.
// @ts-check
/** @import { BenchCase } from "../types.ts" */
import { tcpPeers } from "../peers/every-peer.mjs";
import { goalAgainst } from "../report/goal-table.mjs";
import { bulk } from "./bulk.mjs";

const goals = [
  { peer: "bare pipe", least: 0.95 },
  { peer: "HAProxy", least: 0.75 },
];

/** @type {BenchCase} */
export const tcpRelay = {
  name: "tcp-relay",
  run: (context) =>
    bulk(context, {
      title: "TCP relay, 1 MiB at a time",
      peers: tcpPeers,
      mode: "tcp",
      goals: (results) =>
        goals.map(({ peer, least }) =>
          goalAgainst({
            goal: `TCP relay: throughput ≥ ${least} × ${peer}`,
            ...{ results, peer, least },
            figure: ({ mibPerSecond }) => mibPerSecond,
            show: (value) => `${value.toFixed(0)} MiB/s`,
          }),
        ),
    }),
};
