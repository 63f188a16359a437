// The log on a real disk: batches, rotation, reopening, and a disk that fails.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logSchema } from "../../balancer-core/contract/config-schema.ts";
import { type AccessLog, createAccessLog } from "../../balancer-core/persistence/access-log.ts";
import { until } from "../support/balancer.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { finishedRequest } from "../support/finished-request.ts";

let directory = "";
let problems: string[] = [];
let recoveries: string[] = [];
let log: AccessLog | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "evenkeel-log-"));
  problems = [];
  recoveries = [];
});

afterEach(async () => {
  await log?.close();
  await rm(directory, { recursive: true, force: true });
});

function create(document: object = {}) {
  const clock = createFakeClock();
  log = createAccessLog({
    config: logSchema.parse({ file: "logs/test.log", ...document }),
    directory,
    clock,
    onProblem: (message) => problems.push(message),
    onRecovered: (message) => recoveries.push(message),
  });
  return { log, clock };
}

const path = (name = "test.log") => join(directory, "logs", name);
const lines = async (name?: string) =>
  (await readFile(path(name), "utf8")).split("\n").slice(0, -1);

describe("the log", () => {
  it("writes what was logged after a tenth of a second, not before", async () => {
    const { log, clock } = create();
    log.request(finishedRequest());
    log.request(finishedRequest({ id: "r2" }));
    clock.advance(99);
    expect(existsSync(path())).toBe(false);
    clock.advance(1);
    await log.flush();
    expect((await lines()).map((line) => JSON.parse(line).id)).toEqual(["r1", "r2"]);
  });

  it("keeps only failed requests, or none, when asked to", async () => {
    const { log } = create({ requests: "errors" });
    log.request(finishedRequest());
    log.request(finishedRequest({ id: "r2", error: "UPSTREAM_RESET" }));
    log.request(finishedRequest({ id: "r3", status: 503 }));
    log.update(logSchema.parse({ file: "logs/test.log", requests: "none" }));
    log.request(finishedRequest({ id: "r4", status: 503 }));
    await log.flush();
    expect((await lines()).map((line) => JSON.parse(line).id)).toEqual(["r2", "r3"]);
  });

  it("rotates by size and keeps so many files", async () => {
    const { log } = create({ maxBytes: "1KiB", keep: 2 });
    for (let turn = 0; turn < 8; turn += 1) {
      for (let line = 0; line < 2; line += 1) log.request(finishedRequest({ id: `t${turn}` }));
      await log.flush();
    }
    expect(JSON.parse((await lines())[0] ?? "").id).toBe("t7");
    expect(JSON.parse((await lines("test.log.1"))[0] ?? "").id).toBe("t6");
    expect(JSON.parse((await lines("test.log.2"))[0] ?? "").id).toBe("t5");
    expect(existsSync(path("test.log.3"))).toBe(false);
  });

  it("writes to the path again after it was moved away", async () => {
    const { log } = create();
    log.request(finishedRequest());
    await log.flush();
    await rename(path(), path("moved.log"));
    await log.reopen();
    log.request(finishedRequest({ id: "r2" }));
    await log.flush();
    expect(JSON.parse((await lines())[0] ?? "").id).toBe("r2");
  });

  it("reports a failing disk once, drops beyond its bound, and says how much when it works again", async () => {
    const { log, clock } = create();
    await mkdir(path(), { recursive: true });
    const request = finishedRequest({ target: `/${"x".repeat(65_000)}` });
    log.request(request);
    await log.flush();
    for (let turn = 0; turn < 199; turn += 1) log.request(request);
    await log.flush();
    expect(problems).toEqual(['log "logs/test.log" could not be written: EISDIR']);
    expect(log.dropped).toBeGreaterThan(50);
    await rmdir(path());
    clock.advance(2_000);
    await log.flush();
    await log.flush();
    const written = await lines();
    expect(written.length + log.dropped).toBe(201);
    expect(recoveries).toEqual([
      `log "logs/test.log" is written again, lines dropped: ${log.dropped}`,
    ]);
    expect(log.isFailing).toBe(false);
    expect(JSON.parse(written.at(-1) ?? "")).toMatchObject({
      kind: "lifecycle",
      message: `${log.dropped} log lines dropped, the disk did not keep up`,
    });
  });

  it("opens its path again in the middle of a stream of lines and loses none", async () => {
    const { log } = create({ maxBytes: "100MiB" });
    const request = finishedRequest({ target: `/${"x".repeat(60_000)}` });
    for (let turn = 0; turn < 40; turn += 1) log.request(request);
    await new Promise((resolve) => setImmediate(resolve));
    await rename(path(), path("moved.log")).catch(() => undefined);
    const reopened = log.reopen();
    for (let turn = 0; turn < 40; turn += 1) log.request(request);
    await reopened;
    await log.flush();
    const moved = existsSync(path("moved.log")) ? await lines("moved.log") : [];
    expect(moved.length + (await lines()).length + log.dropped).toBe(80);
    expect(log.dropped).toBe(0);
  });

  it("tells once that the disk is slower than what is logged, and holds no more than its bound", async () => {
    const { log } = create({ maxBytes: "100MiB" });
    const request = finishedRequest({ target: `/${"x".repeat(60_000)}` });
    for (let turn = 0; turn < 300; turn += 1) log.request(request);
    expect(problems).toEqual([
      'log "logs/test.log": the disk does not keep up, so lines are dropped',
    ]);
    expect(log.waitingBytes).toBeLessThanOrEqual(8 * 1_048_576);
    await log.flush();
    expect(recoveries).toEqual([
      `log "logs/test.log" is written again, lines dropped: ${log.dropped}`,
    ]);
    expect(log.waitingBytes).toBeLessThan(60_000);
  });

  it.runIf(existsSync("/dev/full"))("survives a disk that is full", async () => {
    const { log } = create({ file: "/dev/full" });
    log.request(finishedRequest());
    await log.flush();
    expect(problems).toEqual(['log "/dev/full" could not be written: ENOSPC']);
    expect(log.isFailing).toBe(true);
    log.update(logSchema.parse({ file: "logs/test.log" }));
    await log.flush();
    expect(await lines()).toHaveLength(1);
    expect(recoveries).toHaveLength(1);
  });

  it("moves to another file when configured to", async () => {
    const { log } = create();
    log.request(finishedRequest());
    await log.flush();
    log.update(logSchema.parse({ file: "logs/other.log", format: "text" }));
    log.request(finishedRequest({ id: "r2" }));
    await log.close();
    expect(await lines()).toHaveLength(1);
    await until("the other file is there", () => existsSync(path("other.log")));
    expect((await lines("other.log"))[0]).toMatch(/ r2$/);
  });
});
