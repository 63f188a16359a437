// Scenarios as data: every one has its words, its steps in order, a sound stage of its own, and sentences made of what was measured.
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { parseConfig } from "../../../balancer-core/config/parse.ts";
import {
  findingSentence,
  scenarioFindings,
  scenarioIds,
} from "../../../balancer-core/contract/scenario-texts.ts";
import { describeScenario, scenarios } from "../../../balancer-core/lab/scenarios/catalogue.ts";
import { between, markOf } from "../../../balancer-core/lab/scenarios/measure.ts";
import { labPrefix } from "../../../balancer-core/lab/scenarios/scenario.ts";
import { createTrafficMeter } from "../../../balancer-core/lab/traffic/traffic-meter.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

describe("the catalogue of scenarios", () => {
  it("has each scenario that has words", () => {
    expect(scenarios.map(({ id }) => id)).toEqual(scenarioIds);
  });

  it.each(scenarios)("$id has a sound stage of its own and steps in order", (scenario) => {
    const addresses = Array.from({ length: scenario.ports }, (_, at) => `127.0.0.1:${19_001 + at}`);
    const { listeners, pools, servers, traffic } = scenario.stage(addresses, []);
    const document = { version: 1, listeners, pools, lab: { servers, traffic } };
    const parsed = parseConfig(stringify(document));
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
    const ids = [...listeners, ...pools, ...servers, ...traffic].map(({ id }) => id);
    expect(ids.filter((id) => !id.startsWith(labPrefix))).toEqual([]);
    const times = describeScenario(scenario).steps.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBeLessThan(scenario.lengthMs);
  });

  it.each(scenarios)("$id leaves out what was not measured", (scenario) => {
    const found = scenario.read({ phases: [], changes: [], algorithms: [] });
    const figures = found.flatMap(({ values }) =>
      Object.entries(values).filter(([name]) => /(Ms|Percent|Times)$/.test(name)),
    );
    for (const [, value] of figures) expect(value ?? null).toBeNull();
  });

  it("writes findings with figures people can read", () => {
    const values = { beforeMs: 812.4, afterMs: 61.234 };
    expect(findingSentence(scenarioFindings["uneven-tail"], values)).toBe(
      "99 of 100 answers came within 812 ms by turns and within 61.2 ms with least connections.",
    );
  });
});

describe("a measure between two moments", () => {
  it("is of what came between them only", () => {
    const clock = createFakeClock();
    const meter = createTrafficMeter(clock);
    const pool = (requests: number, retries: number) =>
      ({ servers: [{ id: "a", totalRequests: requests, errors: 1, retries }] }) as never;
    const answer = (latencyMs: number, times: number) => {
      for (let index = 0; index < times; index++) {
        meter.sent();
        meter.answered(true, clock.now() - latencyMs);
      }
    };
    clock.advance(10_000);
    answer(500, 100);
    const from = markOf("app", meter.totals(), pool(100, 3));
    answer(10, 99);
    answer(1_000, 1);
    meter.sent();
    meter.unanswered();
    const measure = between(from, markOf("app", meter.totals(), pool(205, 7)));
    expect(measure).toMatchObject({
      sent: 101,
      succeeded: 100,
      failed: 1,
      retries: 4,
      servers: [{ id: "a", requests: 105, errors: 0 }],
    });
    expect((measure.p50Ms ?? 0) / 10).toBeCloseTo(1, 1);
    expect((measure.p99Ms ?? 0) / 10).toBeCloseTo(1, 1);
  });
});
