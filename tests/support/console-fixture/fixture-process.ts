// The fixture's history of the configuration and the state of its process.
import type { DifferenceHunk, Revision } from "../../../balancer-core/contract/config-history.ts";
import type { MethodResult } from "../../../balancer-core/contract/methods.ts";
import { fixtureYaml } from "./fixture-records.ts";

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export function fixtureRevisions(current: number): Revision[] {
  const told: readonly [Revision["author"], number, string[]][] = [
    ["console", 2, ['server "s2" of pool "app": weight 1 → 2']],
    ["console", 9, ['server "s5" of pool "app": intent ready → maintenance']],
    ["api", 14, ['server "s4" of pool "app": intent ready → drain']],
    ["file", 31, []],
    [
      "console",
      48,
      [
        'pool "app": algorithm random → round-robin',
        'pool "app": health.interval 2s → 5s',
        'listener "web": added',
        'listener "echo": added',
      ],
    ],
    ["core", 52, []],
  ];
  return told.map(([author, minutes, changes], index) => ({
    revision: Math.max(1, current - index),
    at: ago(minutes),
    author,
    changes,
  }));
}

const hunk: DifferenceHunk = {
  thenLine: 12,
  nowLine: 12,
  lines: [
    { kind: "same", text: "    servers:" },
    { kind: "same", text: "      - { id: s1, address: 127.0.0.1:9001, weight: 1 }" },
    { kind: "now", text: "      - { id: s2, address: 127.0.0.1:9002, weight: 2 }" },
    { kind: "then", text: "      - { id: s2, address: 127.0.0.1:9002, weight: 1 }" },
    { kind: "same", text: "      - { id: s3, address: 127.0.0.1:9003, weight: 1 }" },
  ],
};

export function fixtureRevision(revision: number, current: number): MethodResult<"history.get"> {
  const known = fixtureRevisions(current).find((one) => one.revision === revision);
  return {
    revision,
    at: known?.at ?? ago(60),
    author: known?.author ?? "core",
    changes: known?.changes ?? [],
    yaml: fixtureYaml,
    difference: [hunk],
    isDifferenceCut: false,
  };
}

export function fixtureProcess(): MethodResult<"process.get"> {
  return {
    pid: 4_711,
    nodeVersion: "v24.18.0",
    platform: "linux",
    uptimeMs: 756_000,
    cpuMs: 42_300,
    memory: {
      residentBytes: 142_606_336,
      heapUsedBytes: 48_234_496,
      heapTotalBytes: 67_108_864,
      externalBytes: 12_582_912,
    },
    eventLoop: { meanMs: 0.4, p99Ms: 3.2, maxMs: 18.6 },
    log: {
      file: "~/.config/evenkeel/load_balancer.log",
      droppedLines: 0,
      waitingBytes: 0,
      isFailing: false,
    },
    recordsBudget: {
      requests: { held: 2_000, capacity: 2_000, approximateBytes: 3_400_000 },
      events: { held: 212, capacity: 1_000, approximateBytes: 96_000 },
      seconds: { held: 2_100, capacity: 150_000, approximateBytes: 168_000 },
    },
  };
}
