// Plays one scenario at a time: sets its stage, sends its traffic, does its steps in time, measures, and takes the stage away.
import { BalancerError } from "../../contract/balancer-error.ts";
import type { ScenarioPhase, ScenarioRun } from "../../contract/scenario-status.ts";
import { sentence } from "../../contract/sentences.ts";
import type { Snapshot } from "../../contract/snapshot.ts";
import { type Clock, isoTime } from "../../ports.ts";
import { createTurns } from "../../turns.ts";
import type { Lab } from "../lab.ts";
import { scenarios } from "./catalogue.ts";
import { between, type Mark, markOf } from "./measure.ts";
import { newPlay, type Play, toFinding } from "./play.ts";
import type { Found, StageHands } from "./scenario.ts";
import { defaultAlgorithms, isAlgorithm } from "./side-by-side.ts";
import type { Stage } from "./stage.ts";

export interface ScenarioRunner {
  readonly run: ScenarioRun | null;
  /** Resolves once the stage is set. Throws NOT_FOUND for a scenario that does not exist. Another that plays is stopped first. */
  start(id: string, algorithms: readonly string[]): Promise<ScenarioRun>;
  /** Resolves once everything is as before. Does nothing when nothing plays. */
  stop(): Promise<ScenarioRun | null>;
}

export interface ScenarioRunnerOptions {
  readonly clock: Clock;
  readonly lab: Pick<
    Lab,
    "startFault" | "healFault" | "startTraffic" | "stopTraffic" | "trafficTotals" | "showScenario"
  >;
  readonly stage: Stage;
  readonly snapshot: () => Snapshot;
}

const tickMs = 250;
const pointEveryTicks = 4;
/** How long servers may take to be usable before the first request. */
const readyWithinMs = 5_000;
const mostChanges = 200;
/** Delays of this process above it show in the figures. */
const tellDelayMs = 200;

export function createScenarioRunner(options: ScenarioRunnerOptions): ScenarioRunner {
  const { clock, lab, stage, snapshot } = options;
  const turns = createTurns({
    most: 10,
    refusal: () => new BalancerError("TOO_MANY_REQUESTS", "10 calls for scenarios wait already"),
  });
  let play: Play | null = null;

  function update(of: Play, changes: Partial<ScenarioRun>): void {
    of.run = { ...of.run, ...changes };
    if (of === play) lab.showScenario(of.run);
  }

  const marks = (of: Play): Mark[] => {
    const { pools } = snapshot();
    return of.run.arms.map(({ pool }) =>
      markOf(
        pool,
        lab.trafficTotals(pool),
        pools.find(({ id }) => id === pool),
      ),
    );
  };

  const hands: StageHands = {
    fault: (server, kind, forMs, share = 1) => lab.startFault(server, { kind, forMs, share }),
    heal: (server) => lab.healFault(server),
    updatePool: (pool, changes) => stage.updatePool(pool, changes),
    updateServer: (pool, server, changes) => stage.updateServer(pool, server, changes),
  };

  async function setUp(of: Play): Promise<void> {
    const { scenario, algorithms } = of;
    const addresses = await stage.addresses(scenario.ports);
    const document = scenario.stage(addresses, algorithms);
    const arms = document.pools.map(({ id, algorithm }) => ({
      listener: id,
      pool: id,
      algorithm: algorithm?.type ?? "round-robin",
    }));
    await stage.setUp(document, sentence("SCENARIO_SET_UP", { id: scenario.id }));
    update(of, { arms });
    await untilReady(of);
    for (const { pool } of arms) lab.startTraffic(pool);
    of.beganAt = of.lastTickAt = clock.now();
    of.phaseStart = of.pointStart = marks(of);
    update(of, { state: "running", startedAt: isoTime(clock.wallTime()) });
    advance(of);
    of.ticker = clock.every(tickMs, () => tick(of));
  }

  function untilReady(of: Play): Promise<void> {
    const pools = new Set(of.run.arms.map(({ pool }) => pool));
    const isReady = () =>
      snapshot()
        .pools.filter(({ id }) => pools.has(id))
        .every(({ servers }) => servers.every(({ state }) => state === "up"));
    const giveUpAt = clock.now() + readyWithinMs;
    return new Promise((resolve) => {
      const look = () => {
        if (isReady() || clock.now() >= giveUpAt) resolve();
        else clock.after(tickMs, look);
      };
      look();
    });
  }

  function tick(of: Play): void {
    if (of.isOver) return;
    of.ticks++;
    of.worstDelayMs = Math.max(of.worstDelayMs, clock.now() - of.lastTickAt - tickMs);
    of.lastTickAt = clock.now();
    noteStates(of);
    settlePhase(of);
    const elapsedMs = Math.round(clock.now() - of.beganAt);
    if (of.ticks % pointEveryTicks === 0) {
      const now = marks(of);
      const arms = now.map((mark, index) => {
        const { pool, retries, servers, ...measured } = between(of.pointStart[index] ?? mark, mark);
        return measured;
      });
      of.pointStart = now;
      update(of, { elapsedMs, points: [...of.run.points, { atMs: elapsedMs, arms }] });
    }
    if (!stage.isWhole()) endInTurn(of, "interrupted");
    else if (elapsedMs >= of.scenario.lengthMs) endInTurn(of, "finished");
    else advance(of);
  }

  /** Begins the step whose time has come. */
  function advance(of: Play): void {
    const elapsedMs = clock.now() - of.beganAt;
    const step = of.scenario.steps[of.nextStep];
    if (!step || elapsedMs < step.atMs) return;
    of.nextStep++;
    closePhase(of);
    of.settledAt = step.settleMs === undefined ? null : clock.now() + step.settleMs;
    update(of, { step: step.id });
    of.acting = of.acting
      .then(() => (of.isOver ? undefined : step.act?.(hands)))
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        endInTurn(of, "failed", message);
      });
  }

  function closePhase(of: Play): void {
    const now = marks(of);
    if (of.run.step !== null) {
      const phase: ScenarioPhase = {
        step: of.run.step,
        fromMs: of.phaseFromMs,
        toMs: Math.max(0, Math.round(clock.now() - of.beganAt)),
        arms: now.map((mark, index) => between(of.phaseStart[index] ?? mark, mark)),
      };
      update(of, { phases: [...of.run.phases, phase] });
    }
    of.phaseStart = now;
    of.phaseFromMs = Math.round(clock.now() - of.beganAt);
    of.settledAt = null;
  }

  /** Measures a step from where what came before is over. */
  function settlePhase(of: Play): void {
    if (of.settledAt === null || clock.now() < of.settledAt) return;
    of.settledAt = null;
    of.phaseStart = marks(of);
    of.phaseFromMs = Math.round(clock.now() - of.beganAt);
  }

  function noteStates(of: Play): void {
    const own = new Set(of.run.arms.map(({ pool }) => pool));
    const atMs = Math.round(clock.now() - of.beganAt);
    for (const pool of snapshot().pools.filter(({ id }) => own.has(id))) {
      for (const { id, state } of pool.servers) {
        const key = `${pool.id}/${id}`;
        const before = of.states.get(key);
        of.states.set(key, state);
        if (before === undefined || before === state || of.run.changes.length >= mostChanges)
          continue;
        update(of, {
          changes: [...of.run.changes, { atMs, pool: pool.id, server: id, to: state }],
        });
      }
    }
  }

  /** Refused only while many calls wait, and the next tick asks again. */
  function endInTurn(of: Play, outcome: ScenarioRun["outcome"], error: string | null = null): void {
    turns.take(() => end(of, outcome, error)).catch(() => undefined);
  }

  async function end(
    of: Play,
    outcome: ScenarioRun["outcome"],
    error: string | null = null,
  ): Promise<void> {
    if (of.isOver) return;
    of.isOver = true;
    of.ticker?.cancel();
    if (of.run.state === "running") closePhase(of);
    for (const { pool } of of.run.arms) {
      // One that is gone with its stage has stopped already.
      if (lab.trafficTotals(pool) !== undefined) lab.stopTraffic(pool);
    }
    await of.acting;
    let failure = error;
    try {
      await stage.clear(sentence("SCENARIO_TAKEN_AWAY", { id: of.scenario.id }));
    } catch (problem) {
      failure ??= `the stage was not taken away: ${problem instanceof Error ? problem.message : String(problem)}`;
    }
    const { phases, changes } = of.run;
    const found =
      outcome === "finished"
        ? [...of.scenario.read({ phases, changes, algorithms: of.algorithms }), ...busyFinding(of)]
        : [];
    update(of, {
      state: "ended",
      outcome: failure === null ? outcome : "failed",
      error: failure,
      elapsedMs: of.run.state === "running" ? Math.round(clock.now() - of.beganAt) : 0,
      step: null,
      findings: found.flatMap(toFinding),
    });
  }

  return {
    get run() {
      return play?.run ?? null;
    },
    start: (id, algorithms) =>
      turns.take(async () => {
        const scenario = scenarios.find((one) => one.id === id);
        if (!scenario) throw new BalancerError("NOT_FOUND", `there is no scenario "${id}"`);
        const unknown = algorithms.find((name) => !isAlgorithm(name));
        if (unknown !== undefined)
          throw new BalancerError("INVALID_PARAMS", `there is no algorithm "${unknown}"`);
        if (play) await end(play, "stopped");
        const next = newPlay(
          scenario,
          algorithms.length > 0 ? algorithms : defaultAlgorithms,
          clock,
        );
        play = next;
        update(next, {});
        try {
          await setUp(next);
        } catch (error) {
          await end(next, "failed", error instanceof Error ? error.message : String(error));
          throw error;
        }
        return next.run;
      }),
    stop: () =>
      turns.take(async () => {
        if (play) await end(play, "stopped");
        return play?.run ?? null;
      }),
  };
}

/** Said only where it matters, and only of what was played to its end. */
function busyFinding({ worstDelayMs }: Play): Found[] {
  return worstDelayMs > tellDelayMs
    ? [{ id: "machine-busy", values: { delayMs: worstDelayMs } }]
    : [];
}
