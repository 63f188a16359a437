// The words of the status line, and the line itself between what is printed above it.
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { statusLine } from "../../../headless/status-line.ts";
import { createTerminalLine } from "../../../headless/terminal-line.ts";

interface ServerLike {
  id: string;
  state: string;
  intent?: string;
  requestRate?: number;
  errorRate?: number;
  p95?: number;
}

function snapshotOf(servers: readonly ServerLike[]): Snapshot {
  const list = servers.map(({ p95, ...server }) => ({
    intent: "ready",
    requestRate: 0,
    errorRate: 0,
    ...server,
    latencyMs: p95 === undefined ? null : { p50: 1, p90: 1, p95, p99: p95, max: p95 },
  }));
  return { pools: [{ id: "app", servers: list }] } as unknown as Snapshot;
}

const wide = { columns: 120, withColour: false };
const three: ServerLike[] = [
  { id: "s1", state: "up", requestRate: 100, p95: 20 },
  { id: "s2", state: "up", requestRate: 100, p95: 84.4 },
  { id: "s3", state: "down", errorRate: 2.5 },
];

describe("the status line", () => {
  it("says servers up, the rate, the slowest p95 with its server, and errors", () => {
    expect(statusLine(snapshotOf(three), wide)).toBe(
      "▲ 2 of 3 up · 200 req/s · p95 84 ms (s2) · 2.5 errors/s",
    );
  });

  it("does not miss servers that a person took out", () => {
    const servers = [...three.slice(0, 2), { id: "s3", state: "drained", intent: "drain" }];
    expect(statusLine(snapshotOf(servers), wide)).toMatch(/^● 2 of 2 up/);
  });

  it.each([12, 20, 30, 45, 60])("leaves words out rather than wrap at %d columns", (columns) => {
    const line = statusLine(snapshotOf(three), { columns, withColour: false });
    expect(line.length).toBeLessThan(columns);
    expect(line).toContain("2 of 3 up".slice(0, columns > 14 ? 9 : 0));
  });

  it("has colours only where they are wanted", () => {
    expect(statusLine(snapshotOf(three), { columns: 80, withColour: true })).toContain("\x1b[33m");
    expect(statusLine(snapshotOf(three), wide)).not.toContain("\x1b");
  });
});

describe("a line kept at the bottom of a terminal", () => {
  function terminal() {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 80, write: (text: string) => written.push(text) };
    return { written, stream };
  }

  it("makes room for what is printed, and comes back below it", () => {
    const { written, stream } = terminal();
    const line = createTerminalLine(stream, {});
    line?.show("3 of 3 up");
    line?.around(() => stream.write("listener web\n"));
    expect(written).toEqual([
      "\r\x1b[2K3 of 3 up",
      "\r\x1b[2K",
      "listener web\n",
      "\r\x1b[2K3 of 3 up",
    ]);
  });

  it("writes nothing for a line that says the same", () => {
    const { written, stream } = terminal();
    const line = createTerminalLine(stream, {});
    line?.show("same");
    line?.show("same");
    expect(written).toHaveLength(1);
  });

  it("stays away once it has ended", () => {
    const { written, stream } = terminal();
    const line = createTerminalLine(stream, {});
    line?.show("here");
    line?.end();
    line?.show("late");
    expect(written.at(-1)).toBe("\r\x1b[2K");
  });

  it("is not there for a pipe or a terminal without a cursor", () => {
    const { stream } = terminal();
    expect(createTerminalLine({ ...stream, isTTY: false }, {})).toBeUndefined();
    expect(createTerminalLine(stream, { TERM: "dumb" })).toBeUndefined();
  });
});
