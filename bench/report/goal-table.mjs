// The last table: every goal of the product that was measured, and whether it is met.
// @ts-check
/** @import { Goal, Turns } from "../types.ts" */
import { median } from "./statistics.mjs";
import { formatTable } from "./table.mjs";

const own = "Evenkeel";

export function goalTable(/** @type {readonly Goal[]} */ goals) {
  const rows = goals.map(({ goal, ours, theirs, ratio, isMet }) => [
    goal,
    ours,
    theirs,
    ratio,
    isMet === null ? "not measured" : isMet ? "met" : "NOT met",
  ]);
  return `Goals of product.md\n\n${formatTable([["goal", "ours", "theirs", "ratio", ""], ...rows])}`;
}

/**
 * A goal against one peer: the medians of what `figure` reads of a round, and the ratio; not measured when one of the two did not run.
 * @template Figures
 * @param {object} options
 * @param {string} options.goal
 * @param {readonly Turns<Figures>[]} options.results
 * @param {string} options.peer
 * @param {(figures: Figures) => number} options.figure
 * @param {(value: number) => string} options.show
 * @param {number} [options.most] Largest ratio that meets the goal.
 * @param {number} [options.least] Smallest ratio that meets the goal.
 * @returns {Goal}
 */
export function goalAgainst({ goal, results, peer, figure, show, most, least }) {
  const [ours, theirs] = [own, peer].map((name) => medianOf(results, name, figure));
  const sides = { goal, ours: shown(ours, show), theirs: shown(theirs, show) };
  if (ours === undefined || theirs === undefined) return { ...sides, ratio: "", isMet: null };
  const ratio = ratioOf(results, own, peer, figure) ?? ours / theirs;
  const isMet = ratio <= (most ?? Number.POSITIVE_INFINITY) && ratio >= (least ?? 0);
  return { ...sides, ratio: ratio.toFixed(2), isMet };
}

/**
 * How the figure of one relates to that of another: the median of the ratios within each round, in which the machine was about the
 * same for both; what drifts between rounds falls out.
 * @template Figures
 * @param {readonly Turns<Figures>[]} results
 * @param {string} one
 * @param {string} other
 * @param {(figures: Figures) => number} figure
 */
export function ratioOf(results, one, other, figure) {
  const [ours = [], theirs = []] = [one, other].map((name) => {
    const found = results.find((result) => result.name === name && result.problem === null);
    return found?.rounds.map(figure);
  });
  const ratios = ours.flatMap((value, index) => {
    const beside = theirs[index];
    return beside === undefined ? [] : [value / beside];
  });
  return ratios.length > 0 ? median(ratios) : undefined;
}

/**
 * A goal that is a figure of ours alone.
 * @param {string} goal
 * @param {number | undefined} value
 * @param {number} most
 * @param {(value: number) => string} show
 * @returns {Goal}
 */
export function goalOfOurs(goal, value, most, show) {
  const isMet = value === undefined ? null : value <= most;
  return { goal, ours: shown(value, show), theirs: "", ratio: "", isMet };
}

/**
 * @template Figures
 * @param {readonly Turns<Figures>[]} results
 * @param {string} name
 * @param {(figures: Figures) => number} figure
 */
export function medianOf(results, name, figure) {
  const found = results.find((result) => result.name === name && result.problem === null);
  return found && found.rounds.length > 0 ? median(found.rounds.map(figure)) : undefined;
}

function shown(
  /** @type {number | undefined} */ value,
  /** @type {(value: number) => string} */ show,
) {
  return value === undefined ? "-" : show(value);
}

export function problemsOf(/** @type {readonly Turns<unknown>[]} */ results) {
  return results.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`]));
}
