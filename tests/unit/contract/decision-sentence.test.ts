// The sentence of a decision: what won with its numbers, who was left out and why, and nothing that the data does not say.
import { describe, expect, it } from "vitest";
import { decisionSentence } from "../../../balancer-core/contract/decision-sentence.ts";
import type { Decision } from "../../../balancer-core/contract/records.ts";

type Candidate = Decision["candidates"][number];

const candidate = (server: string, score: number | null, more: Partial<Candidate> = {}) => ({
  server,
  score,
  active: 0,
  weight: 1,
  latencyMs: null,
  ...more,
});

const decision = (parts: Partial<Decision>): Decision => ({
  algorithm: "any",
  score: null,
  candidates: [candidate("s1", null), candidate("s2", null)],
  excluded: [],
  chosen: "s2",
  tieBreak: null,
  drawn: null,
  hash: null,
  sticky: "none",
  ...parts,
});

const perWeight = { formula: "(active + 1) / weight", unit: "requests", wins: "lowest" } as const;
const latency = {
  formula: "latency × (active + 1) / weight",
  unit: "ms",
  wins: "lowest",
} as const;
const hash = { part: "source-ip", key: "10.0.0.1", value: 9, position: 9, of: 100, steps: 0 };

describe("the sentence of a decision", () => {
  it.each<[string, Partial<Decision>]>([
    [
      "s2 had the fewest requests for its weight: (3 + 1) / 2 = 2 against 2.5 for s1; s3 was down",
      {
        score: perWeight,
        candidates: [
          candidate("s1", 2.5, { active: 9, weight: 4 }),
          candidate("s2", 2, { active: 3, weight: 2 }),
          candidate("s4", 7, { active: 6 }),
        ],
        excluded: [{ server: "s3", reason: "down" }],
      },
    ],
    [
      "s2 had the fewest requests for its weight: (0 + 1) / 1 = 1 against 1 for s1; s1 had the same, and turn order decided",
      {
        score: perWeight,
        candidates: [candidate("s1", 1), candidate("s2", 1)],
        tieBreak: "turn order",
      },
    ],
    [
      "of s3 and s2, drawn at random, s2 had the shortest latency for its load and weight: 12.3 × (1 + 1) / 1 = 24.7 against 60 for s3",
      {
        score: latency,
        drawn: ["s3", "s2"],
        candidates: [
          candidate("s1", null),
          candidate("s2", 24.68, { active: 1, latencyMs: 12.34 }),
          candidate("s3", 60, { latencyMs: 60 }),
        ],
      },
    ],
    [
      "s2 had the most turns due: 5 against 3 for s1",
      {
        score: { formula: "earned + weight", unit: "turns", wins: "highest" },
        candidates: [candidate("s1", 3), candidate("s2", 5, { weight: 5 })],
      },
    ],
    ["s2 was drawn at random, by weight", { drawn: ["s2"] }],
    ["it was the turn of s2", {}],
    ["s2 was the only one that could be chosen", { candidates: [candidate("s2", null)] }],
    ["nobody could be chosen", { chosen: null }],
    ["s2 was taken because the client belongs to it", { sticky: "hit" }],
    [
      "it was the turn of s2; the client had no server of its own, or one that could not be had",
      { sticky: "miss" },
    ],
    ["s2 has place 9 of 100, where the client's address 10.0.0.1 belongs", { hash }],
    [
      'cookie:sid "abcd…" belongs to place 9 of 100, and s2 was the first behind it that could be had, after 2 steps',
      { hash: { ...hash, part: "cookie:sid", key: "abcd…", steps: 2 } },
    ],
    [
      "it was the turn of s2; s3 was full; s4 has weight 0; s5 is a backup and was not needed; 2 more servers could not be chosen",
      {
        excluded: [
          { server: "s3", reason: "full" },
          { server: "s4", reason: "weight 0" },
          { server: "s5", reason: "backup not needed" },
          { server: "s6", reason: "down" },
          { server: "s7", reason: "down" },
        ],
      },
    ],
  ])("is: %s", (sentence, parts) => {
    expect(decisionSentence(decision(parts))).toBe(sentence);
  });

  it("names a formula it has no words for", () => {
    const score = { formula: "load", unit: "apples", wins: "highest" } as const;
    const candidates = [candidate("s1", 3), candidate("s2", 1_234.5)];
    expect(decisionSentence(decision({ score, candidates }))).toBe(
      "s2 had the highest load: 1235 against 3 for s1",
    );
  });
});
