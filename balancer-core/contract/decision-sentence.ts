// One sentence that says why a server was chosen, made from the decision's data and nothing else.
import type { Decision } from "./records.ts";

type Candidate = Decision["candidates"][number];
type Score = NonNullable<Decision["score"]>;

/** Most servers named on either side; the others are counted. */
const mostNamed = 3;

/** As in `s2 had the fewest requests for its weight: (3 + 1) / 2 = 2 against 2.5 for s1; s3 was down`. */
export function decisionSentence(decision: Decision): string {
  const parts = [mainClause(decision), tie(decision), ...exclusions(decision), missed(decision)];
  return parts.filter((part) => part !== "").join("; ");
}

function mainClause(decision: Decision): string {
  const { chosen, candidates, drawn, hash, score, sticky } = decision;
  if (chosen === null) return "nobody could be chosen";
  if (sticky === "hit") return `${chosen} was taken because the client belongs to it`;
  if (hash !== null) return hashed(chosen, hash);
  if (candidates.length === 1) return `${chosen} was the only one that could be chosen`;
  const own = candidates.find(({ server }) => server === chosen);
  const compared = candidates.filter((each) => drawn === null || drawn.includes(each.server));
  if (score !== null && own !== undefined && own.score !== null) {
    const among = drawn === null ? "" : `of ${list(drawn)}, drawn at random, `;
    return among + comparison(own, compared, score);
  }
  if (drawn !== null) return `${chosen} was drawn at random, by weight`;
  return `it was the turn of ${chosen}`;
}

function hashed(chosen: string, hash: NonNullable<Decision["hash"]>): string {
  const { part, key, position, of, steps } = hash;
  const place = `place ${position} of ${of}`;
  const what = part === "source-ip" ? `the client's address ${key}` : `${part} "${key}"`;
  if (steps === 0) return `${chosen} has ${place}, where ${what} belongs`;
  return `${what} belongs to ${place}, and ${chosen} was the first behind it that could be had, after ${count(steps, "step")}`;
}

function comparison(own: Candidate, compared: readonly Candidate[], score: Score): string {
  const rivals = compared.filter((each) => each.server !== own.server && each.score !== null);
  const better = (one: Candidate, other: Candidate) =>
    ((one.score ?? 0) - (other.score ?? 0)) * (score.wins === "lowest" ? 1 : -1);
  const [second] = rivals.sort(better);
  const numbers = inNumbers(own, score);
  const against =
    second === undefined ? "" : ` against ${rounded(second.score)} for ${second.server}`;
  return `${own.server} had ${superlative(score)}: ${numbers}${against}`;
}

const superlatives: Readonly<Record<string, string>> = {
  "requests lowest": "the fewest requests for its weight",
  "ms lowest": "the shortest latency for its load and weight",
  "turns highest": "the most turns due",
  "place lowest": "the first place with room",
};

function superlative({ formula, unit, wins }: Score): string {
  return superlatives[`${unit} ${wins}`] ?? `the ${wins} ${formula}`;
}

/** The formula with the server's own numbers in it, where all of them are known. */
function inNumbers({ active, weight, latencyMs, score }: Candidate, { formula }: Score): string {
  const values: Readonly<Record<string, number | null>> = { active, weight, latency: latencyMs };
  const words = formula.match(/[a-z]+/g) ?? [];
  const isKnown = words.every((word) => (values[word] ?? null) !== null);
  if (!isKnown || words.length === 0) return rounded(score);
  const filled = formula.replace(/[a-z]+/g, (word) => rounded(values[word] ?? null));
  return `${filled} = ${rounded(score)}`;
}

function tie({ candidates, chosen, tieBreak }: Decision): string {
  if (tieBreak === null) return "";
  const own = candidates.find(({ server }) => server === chosen);
  const equals = candidates.filter((each) => each !== own && each.score === own?.score);
  return `${list(equals.map(({ server }) => server))} had the same, and ${tieBreak} decided`;
}

function exclusions({ excluded }: Decision): string[] {
  const named = excluded.slice(0, mostNamed).map(({ server, reason }) => exclusion(server, reason));
  const rest = excluded.length - named.length;
  return rest === 0 ? named : [...named, `${count(rest, "more server")} could not be chosen`];
}

function exclusion(server: string, reason: string): string {
  if (reason === "weight 0") return `${server} has weight 0`;
  if (reason === "backup not needed") return `${server} is a backup and was not needed`;
  return `${server} was ${reason}`;
}

function missed({ sticky }: Decision): string {
  return sticky === "miss"
    ? "the client had no server of its own, or one that could not be had"
    : "";
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed);
  const rest = names.length - shown.length;
  const all = rest > 0 ? [...shown, count(rest, "more")] : shown;
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

function count(number: number, thing: string): string {
  return thing === "more" || number === 1 ? `${number} ${thing}` : `${number} ${thing}s`;
}

/** Three digits are enough to see who won; the data has all of them. */
function rounded(value: number | null): string {
  if (value === null) return "none";
  return `${Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))}`;
}
