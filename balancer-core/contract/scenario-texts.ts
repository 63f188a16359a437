// What scenarios say, in English: titles, questions, what to look for, each step, and what was found. The console's English
// catalogue is made of these; values in braces are measured.

export const scenarioTitles = {
  "uneven-servers": "Uneven servers",
  "slow-server": "One server turns slow",
  "crash-and-return": "Crash and return",
  "drain-under-load": "Drain under load",
  "sticky-skew": "Sticky skew",
  "retry-storm": "Retry storm",
  "side-by-side": "Side by side",
} as const;

export const scenarioQuestions = {
  "uneven-servers":
    "Three servers of different speed get equal shares. What does the slowest one do to everyone?",
  "slow-server": "One of three equal servers becomes ten times as slow. Who notices?",
  "crash-and-return": "A server dies without a word and comes back. What do clients see?",
  "drain-under-load": "Can a busy server be taken away without failing a single request?",
  "sticky-skew":
    "Clients stay where they began, and a few of them send most of the traffic. How even is the load?",
  "retry-storm": "Servers fail half of the time. Do retries help, or do they finish them off?",
  "side-by-side":
    "Two algorithms, two equal pools, the same arrivals at the same moments. What differs?",
} as const;

export const scenarioLooks = {
  "uneven-servers":
    "The requests that pile up in server c while it gets every third one, and how p99 falls when least-connections takes over.",
  "slow-server":
    "The median hardly moves while p99 jumps: a third of the requests are slow. Then peak-ewma notices and avoids the server.",
  "crash-and-return":
    "How long it takes until checks call the server down, how retries hide the crash meanwhile, and how it has to pass checks before it gets work again.",
  "drain-under-load":
    "New requests stop at once while those in flight end in peace; the server is drained when its count reaches zero.",
  "sticky-skew":
    "One server is busier than the others although clients are spread evenly: it holds the busiest clients. Without stickiness shares become even.",
  "retry-storm":
    "Requests that reach servers for each request of a client. Without a budget retries multiply the load just when it hurts; with one they add a fifth at most.",
  "side-by-side":
    "The 99 % line of both sides, and how each shares out its load: the servers and the arrivals are the same.",
} as const;

export const scenarioSteps = {
  "uneven-turns": "Round robin: every server gets a third",
  "uneven-least": "Least connections: whoever is free gets more",
  "slow-before": "Three equal servers",
  "slow-now": "Server b is ten times as slow",
  "slow-noticed": "Peak EWMA avoids what is slow",
  "slow-healed": "Server b is as fast as before",
  "crash-before": "Three servers, all up",
  "crash-down": "Server b has crashed: its port is closed",
  "crash-back": "Server b listens again",
  "drain-before": "Requests take a fifth of a second",
  "drain-now": "Server b drains: no new requests",
  "drain-ready": "Server b is ready again",
  "sticky-on": "Each client stays on one server by cookie",
  "sticky-off": "No stickiness: every request is free to go anywhere",
  "storm-before": "All is well",
  "storm-free": "Half of the attempts are reset, three retries each, no budget to speak of",
  "storm-budget": "The same failures, retries within a budget of 20 %",
  "storm-healed": "The servers are well again",
  "compare-run": "The same arrivals on both sides",
} as const;

export const scenarioFindings = {
  "machine-busy":
    "The machine was busy: this process was held up for as long as {{delayMs}}, and that delay is in these figures.",
  "uneven-tail":
    "99 of 100 answers came within {{beforeMs}} by turns and within {{afterMs}} with least connections.",
  "uneven-share": "Server c got {{beforePercent}} of the requests, then {{afterPercent}}.",
  "slow-median":
    "The median went from {{beforeMs}} to {{duringMs}}, p99 from {{beforeTailMs}} to {{duringTailMs}}.",
  "slow-avoided":
    "Once peak-ewma chose, server b got {{percent}} of the requests and p95 was {{tailMs}}.",
  "crash-seen":
    "Of {{sent}} requests {{failed}} failed; {{retries}} were retried on another server.",
  "crash-down-after": "It took {{afterMs}} from the crash until server b got no more requests.",
  "crash-up-after": "It got requests again {{afterMs}} after its return.",
  "crash-not-down": "Server b kept getting requests the whole time.",
  "drain-clean": "Of {{sent}} requests {{failed}} failed.",
  "drain-took": "Server b was drained {{afterMs}} after it was told to.",
  "drain-not-done": "Server b was not drained before it was made ready again.",
  "sticky-busiest":
    "With stickiness the busiest server had {{beforePercent}} of the requests, without it {{afterPercent}}.",
  "storm-amplified":
    "Without a budget each request cost {{freeTimes}} attempts, with one {{budgetTimes}}.",
  "storm-failed":
    "{{freePercent}} of the requests failed without a budget, {{budgetPercent}} with one.",
  "compare-tail": "p99 was {{leftMs}} with {{left}} and {{rightMs}} with {{right}}.",
  "compare-median": "The median was {{leftMs}} with {{left}} and {{rightMs}} with {{right}}.",
  "compare-failed": "{{leftFailed}} requests failed with {{left}}, {{rightFailed}} with {{right}}.",
  "compare-spread":
    "The busiest server had {{leftPercent}} of the requests with {{left}}, {{rightPercent}} with {{right}}.",
} as const;

export type ScenarioId = keyof typeof scenarioTitles;
export type ScenarioStepId = keyof typeof scenarioSteps;
export type FindingId = keyof typeof scenarioFindings;
export const scenarioIds = Object.keys(scenarioTitles) as [ScenarioId, ...ScenarioId[]];

/** Names of values end in what they are: `…Ms` milliseconds, `…Percent` from 0 to 100, `…Times` a factor; others are counts or names. */
export type FindingValues = Readonly<Record<string, number | string>>;

/** A finding as a sentence, its values written by `format`. */
export function findingSentence(
  template: string,
  values: FindingValues,
  format: (name: string, value: number | string) => string = formatValue,
): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    format(name, values[name] ?? ""),
  );
}

function formatValue(name: string, value: number | string): string {
  if (typeof value === "string") return value;
  if (name.endsWith("Ms")) {
    return value < 1_000
      ? `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`
      : `${(value / 1_000).toFixed(2)} s`;
  }
  if (/percent$/i.test(name)) return `${value.toFixed(value < 10 ? 1 : 0)} %`;
  return name.endsWith("Times") ? value.toFixed(2) : String(value);
}
