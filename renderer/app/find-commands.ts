// Which commands fit what was typed, best first, and no more than a person reads. Pure.
import { defaultFilter } from "cmdk";
import type { Command } from "../state/commands.ts";

const shownAtMost = 40;

export interface Found {
  readonly found: readonly Command[];
  /** How many fit as well but are not shown. */
  readonly more: number;
}

/** Fuzzy over title and other words. With nothing typed, what is about one server or pool waits until it is asked for. */
export function findCommands(commands: readonly Command[], words: string): Found {
  const query = words.trim();
  if (query === "") {
    const found = commands.filter((command) => !isAboutOne(command));
    return { found, more: commands.length - found.length };
  }
  const ranked = rank(commands, query);
  return { found: ranked.slice(0, shownAtMost), more: Math.max(0, ranked.length - shownAtMost) };
}

/** What fits far worse than the best only shares letters with it by chance. */
const worstToBest = 0.2;

function rank(commands: readonly Command[], query: string): readonly Command[] {
  const scored = commands
    .map((command) => ({ command, score: score(command, query) }))
    .sort((one, other) => other.score - one.score);
  const least = Math.max(Number.MIN_VALUE, (scored[0]?.score ?? 0) * worstToBest);
  return scored.filter(({ score }) => score >= least).map(({ command }) => command);
}

const isAboutOne = ({ id }: Command): boolean => id.includes(":");

/** Each word must fit the title or the other words; letters strewn over both together are no fit. */
function score(command: Command, query: string): number {
  const texts = [command.title(), ...(command.keywords?.().split(" ") ?? [])];
  const whole = defaultFilter(texts[0] ?? "", query, []);
  const byWord = query
    .split(/\s+/)
    .map((word) => Math.max(...texts.map((text) => defaultFilter(text, word, []))))
    .reduce((product, each) => product * each, 1);
  return Math.max(whole, byWord * 0.95);
}
