// Weighted round robin. Idea: servers take turns, as many as their weights say, spread as evenly as can be. Small pools take the
// turns of smooth weighted round robin exactly as nginx does, O(n); larger ones come to the same shares in O(log n). Wrong choice
// when requests differ much in cost or servers in speed, because it never looks at load. Source: see the two files it joins.
import type { Candidate, ScoreMeaning, SelectionAlgorithm } from "./algorithm.ts";
import { GroupedTurns } from "./grouped-turns.ts";
import { SmoothTurns } from "./smooth-turns.ts";

/** Most servers of a pool, whether up or not, whose turns are exactly the published ones. */
export const mostSmoothTurns = 64;

const score: ScoreMeaning = { formula: "earned + weight", unit: "turns", wins: "highest" };

export function createRoundRobin<C extends Candidate>(): SelectionAlgorithm<C> {
  const smooth = new SmoothTurns<C>();
  const grouped = new GroupedTurns<C>();
  // By members: servers that go down and return must not change the way turns are taken.
  let isSmall = true;
  const account = {
    tieBreak: "turn order",
    get score() {
      return isSmall ? score : null;
    },
    scoreOf: (server: C) => (isSmall ? smooth.earnedBefore(server) : null),
  };

  return {
    account,
    prepare(candidates, members = candidates) {
      isSmall = members.length <= mostSmoothTurns;
      smooth.prepare(isSmall ? candidates : []);
      grouped.prepare(isSmall ? [] : candidates);
    },
    setAvailable(candidate, isAvailable) {
      if (isSmall) smooth.setAvailable(candidate, isAvailable);
      else grouped.setAvailable(candidate, isAvailable);
    },
    choose: (skip) => (isSmall ? smooth.choose(skip) : grouped.choose(skip)),
  };
}
