// One scenario that plays: how far it is, and what was measured so far.
import type { ScenarioRun } from "../../contract/scenario-status.ts";
import {
  type FindingValues,
  findingSentence,
  scenarioFindings,
} from "../../contract/scenario-texts.ts";
import type { ServerState } from "../../contract/snapshot.ts";
import { type Clock, isoTime, type Timer } from "../../ports.ts";
import type { Mark } from "./measure.ts";
import type { Found, Scenario } from "./scenario.ts";

export interface Play {
  readonly scenario: Scenario;
  readonly algorithms: readonly string[];
  run: ScenarioRun;
  beganAt: number;
  nextStep: number;
  ticks: number;
  lastTickAt: number;
  /** How much too late a tick came at worst: what the machine adds to every figure. */
  worstDelayMs: number;
  phaseStart: readonly Mark[];
  phaseFromMs: number;
  /** When the present step's measure begins anew; null once it has. */
  settledAt: number | null;
  pointStart: readonly Mark[];
  readonly states: Map<string, ServerState>;
  ticker: Timer | undefined;
  /** A step under way; the next waits for it. */
  acting: Promise<void>;
  isOver: boolean;
}

export function newPlay(scenario: Scenario, algorithms: readonly string[], clock: Clock): Play {
  return {
    scenario,
    algorithms,
    beganAt: clock.now(),
    nextStep: 0,
    ticks: 0,
    lastTickAt: clock.now(),
    worstDelayMs: 0,
    phaseStart: [],
    phaseFromMs: 0,
    settledAt: null,
    pointStart: [],
    states: new Map(),
    ticker: undefined,
    acting: Promise.resolve(),
    isOver: false,
    run: {
      id: scenario.id,
      state: "setting-up",
      outcome: null,
      error: null,
      startedAt: isoTime(clock.wallTime()),
      elapsedMs: 0,
      lengthMs: scenario.lengthMs,
      steps: scenario.steps.map(({ id, atMs }) => ({ id, atMs })),
      step: null,
      arms: [],
      points: [],
      phases: [],
      changes: [],
      findings: [],
    },
  };
}

/** A finding as it is told; none where a value is missing. */
export function toFinding({ id, values }: Found): ScenarioRun["findings"] {
  const measured: Record<string, FindingValues[string]> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) return [];
    measured[name] = value;
  }
  return [{ id, values: measured, text: findingSentence(scenarioFindings[id], measured) }];
}
