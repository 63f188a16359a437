// @vitest-environment jsdom
// The inspector: what it says of a server, which actions it offers, and what a listener answered itself.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import { latencyBounds } from "../../../../balancer-core/contract/latency-counts.ts";
import type {
  ListenerSnapshot,
  ServerSnapshot,
} from "../../../../balancer-core/contract/snapshot.ts";
import { groupHistory } from "../../../../renderer/features/inspector/group-history.ts";
import { Inspector } from "../../../../renderer/features/inspector/inspector.tsx";
import { matchText } from "../../../../renderer/features/inspector/listener-routes.tsx";
import { setLanguage } from "../../../../renderer/i18n/i18n.ts";
import type { Actions } from "../../../../renderer/state/actions.ts";
import { ConsoleProvider } from "../../../../renderer/state/console-context.tsx";
import { listenerRings } from "../../../../renderer/state/listener-rings.ts";
import type { Selection } from "../../../../renderer/state/selection-store.ts";
import { seriesRings } from "../../../../renderer/state/series-rings.ts";
import { setSnapshot, snapshotStore } from "../../../../renderer/state/snapshot-store.ts";
import { requestRecord } from "../traffic/requests.ts";

const at = "2026-11-21T08:00:00.000Z";
const check = { at, ok: false, durationMs: 0.4, detail: "connect ECONNREFUSED" };
const server: ServerSnapshot = {
  id: "s1",
  address: "127.0.0.1:9001",
  weight: 2,
  effectiveWeight: 0,
  maxConnections: 0,
  intent: "ready",
  state: "down",
  reason: "3/3 checks failed: connect ECONNREFUSED",
  since: at,
  flaps: 0,
  backup: false,
  activeConnections: 0,
  activeRequests: 0,
  queued: 0,
  totalRequests: 10,
  errors: 1,
  retries: 0,
  aborts: 0,
  downtimeMs: 0,
  checkStreak: { count: 3, needed: 3 },
  sessions: null,
  attempts: { connectMs: null, firstByteMs: null, reused: null },
  requestRate: 0,
  errorRate: 0,
  bytesIn: 0,
  bytesOut: 0,
  status: { "1xx": 0, "2xx": 9, "3xx": 0, "4xx": 0, "5xx": 1 },
  latencyMs: null,
  lastCheck: check,
  drain: null,
};
const configDocument = {
  version: 1,
  listeners: [{ id: "web", bind: "127.0.0.1:8080", pool: "app" }],
  pools: [{ id: "app", health: { type: "http" }, servers: ["127.0.0.1:9001"] }],
};
const actions = {
  drainServer: vi.fn(async () => ({ ok: true as const })),
  removeServer: vi.fn(async () => ({ ok: true as const })),
  setIntent: vi.fn(async () => ({ ok: true as const })),
  updatePool: vi.fn(async () => ({ ok: true as const })),
};
const session = { key: "10.0.0.7", server: "s1", ageMs: 5_000, expiresAt: at, hits: 12 };
const stickyList = {
  type: "source-ip",
  lookups: { hit: 12, new: 1, expired: 0, invalid: 0, unavailable: 0 },
  size: 1,
  evicted: 0,
  sessions: [session],
};
const change = { at, from: "up", to: "down", reason: "3/3 checks failed" } as const;
const serverError = requestRecord({ status: 500, target: "/from-server" });
const ownError = requestRecord({ id: "r2", status: 502, error: "UPSTREAM_RESET" });
const call = vi.fn(async (method: string) =>
  method === "config.get"
    ? { config: configDocument, yaml: "", revision: 1, file: "f", canUndo: false, canRedo: false }
    : method === "requests.list"
      ? { requests: [ownError, serverError] }
      : method === "sticky.list"
        ? stickyList
        : { server, checks: [check], changes: [change], series: [] },
);

const seriesPoint = (latencies: string) => ({
  at: 1_763_712_000_000,
  requests: 7,
  errors: 0,
  active: 2,
  connections: 2,
  bytesIn: 0,
  bytesOut: 0,
  p50: 1,
  p95: 1,
  p99: 1,
  latencies,
});

function show(selection: Selection) {
  render(
    <ConsoleProvider
      services={{
        client: { call } as unknown as BalancerClient,
        actions: actions as unknown as Actions,
      }}
    >
      <Inspector selection={selection} />
    </ConsoleProvider>,
  );
}

beforeEach(() => {
  // jsdom measures nothing; the charts only need that they may ask.
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  setSnapshot({
    revision: 1,
    at,
    uptimeMs: 1,
    listeners: [
      {
        id: "web",
        protocol: "http",
        address: "127.0.0.1:8080",
        state: "listening",
        error: null,
        pools: ["app"],
        activeConnections: 0,
        totalConnections: 0,
        totalRequests: 0,
        requestRate: 0,
        ownAnswers: { NO_SELECTABLE_SERVER: 14, RATE_LIMITED: 0 },
      },
    ],
    pools: [
      { id: "app", algorithm: "round-robin", usableServers: 0, queued: 0, servers: [server] },
    ],
  });
});

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
});

describe("the inspector of a server", () => {
  const selection = { kind: "server", pool: "app", server: "s1" } as const;

  it("says its state, why, and what its checks answered", async () => {
    show(selection);
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("s1");
    expect(screen.getByText("3/3 checks failed: connect ECONNREFUSED")).toBeTruthy();
    const checks = within(await screen.findByRole("table", { name: "Health checks" }));
    expect(checks.getByText("Failed: connect ECONNREFUSED")).toBeTruthy();
  });

  it("offers the actions that have a meaning now", () => {
    show(selection);
    expect(screen.queryByRole("button", { name: "Ready" })).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Drain" }));
    expect(actions.drainServer).toHaveBeenCalledWith("app", "s1");
    fireEvent.click(screen.getByRole("button", { name: "Remove" }));
    expect(actions.removeServer).toHaveBeenCalledWith("app", "s1");
  });

  it("shows a chart as a table when asked", () => {
    show(selection);
    const latency = within(screen.getByRole("region", { name: /^Latency/ }));
    fireEvent.click(latency.getByRole("button", { name: "Show as table" }));
    expect(latency.getByRole("table", { name: "Latency" })).toBeTruthy();
  });

  it("parts the last errors into the server's and the balancer's, and tells its changes of state", async () => {
    show(selection);
    const servers = await screen.findByRole("list", { name: "Answered by the server" });
    expect(servers.textContent).toContain("GET /from-server");
    const own = screen.getByRole("list", { name: "Answered by the balancer, because of it" });
    expect(own.textContent).toContain("UPSTREAM_RESET");
    const changes = within(screen.getByRole("region", { name: "Changes of state" }));
    expect(changes.getByRole("listitem").textContent).toContain("3/3 checks failed");
  });

  it("reads the heat map cell by cell with the keyboard, and shows it as a table", () => {
    seriesRings.clear();
    seriesRings.push({ "app/s1": seriesPoint("40 12 48 3") });
    show(selection);
    const region = within(screen.getByRole("region", { name: "Spread of latency" }));
    const map = region.getByRole("group", { name: /15 answers/ });
    fireEvent.keyDown(map, { key: "ArrowUp" });
    expect(region.getByText(/12 answers/)).toBeTruthy();
    fireEvent.keyDown(map, { key: "ArrowUp" });
    expect(region.queryByText(/12 answers/)).toBeNull();
    fireEvent.keyDown(map, { key: "ArrowDown" });
    expect(region.getByText(/12 answers/)).toBeTruthy();
    fireEvent.click(region.getByRole("button", { name: "Show as table" }));
    const table = region.getByRole("table", { name: "Spread of latency" });
    expect(within(table).getAllByRole("row")).toHaveLength(2);
    seriesRings.clear();
  });

  it("says that it is gone", () => {
    show({ ...selection, server: "s9" });
    expect(screen.getByText("s9 is gone")).toBeTruthy();
  });
});

describe("the inspector of a pool", () => {
  it("adds its servers up: percentiles of all answers, not averages", () => {
    seriesRings.clear();
    seriesRings.push({ "app/s1": seriesPoint("40 90"), "app/s2": seriesPoint("60 10") });
    const { rows } = groupHistory(seriesRings, ["app/s1", "app/s2"], 300);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ requests: 14, active: 4 });
    const fast = latencyBounds(40);
    const slow = latencyBounds(60);
    expect(rows[0]?.p50).toBeGreaterThanOrEqual(fast.fromMs);
    expect(rows[0]?.p50).toBeLessThan(fast.toMs);
    expect(rows[0]?.p95).toBeGreaterThanOrEqual(slow.fromMs);
    seriesRings.clear();
  });

  it("shows shares and the settings with their defaults", async () => {
    show({ kind: "pool", pool: "app" });
    expect(screen.getByRole("table", { name: "Share of traffic" })).toBeTruthy();
    fireEvent.click(await screen.findByRole("button", { name: /^Health checks/ }));
    expect(screen.getByRole("textbox", { name: "Path" })).toHaveProperty("value", "/health");
    expect(screen.getByRole("textbox", { name: "Down after failed" })).toHaveProperty("value", "3");
  });

  it("changes several settings in one step, once all of them are possible", async () => {
    show({ kind: "pool", pool: "app" });
    fireEvent.click(await screen.findByRole("button", { name: /^Timeouts/ }));
    const connect = screen.getByRole("textbox", { name: "Connect" });
    fireEvent.change(connect, { target: { value: "soon" } });
    fireEvent.change(screen.getByRole("textbox", { name: "Queue" }), { target: { value: "2s" } });
    fireEvent.click(screen.getByRole("button", { name: "Apply 2 changes" }));
    expect(actions.updatePool).not.toHaveBeenCalled();
    expect(screen.getByText("Expected a time such as 250ms, 5s or 1h.")).toBeTruthy();
    fireEvent.change(connect, { target: { value: "1s" } });
    fireEvent.click(screen.getByRole("button", { name: "Apply 2 changes" }));
    expect(actions.updatePool).toHaveBeenCalledExactlyOnceWith("app", {
      timeouts: { connect: "1s", queue: "2s" },
    });
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Apply/ })).toBeNull());
  });
});

describe("the sessions of a pool with stickiness", () => {
  it("are listed with their servers, and forgotten one by one", async () => {
    show({ kind: "pool", pool: "app" });
    const table = within(await screen.findByRole("table", { name: "Sticky sessions" }));
    expect(table.getByText("10.0.0.7")).toBeTruthy();
    fireEvent.click(table.getByRole("button", { name: "Forget 10.0.0.7" }));
    expect(call).toHaveBeenCalledWith("sticky.remove", { pool: "app", key: "10.0.0.7" });
  });
});

describe("the inspector in German", () => {
  afterEach(() => setLanguage("en"));

  it("tells reason, answers and changes in German, and what failed with its code", async () => {
    setLanguage("de");
    show({ kind: "server", pool: "app", server: "s1" });
    expect(screen.getByText("3/3 Prüfungen: Verbindung abgelehnt (ECONNREFUSED)")).toBeTruthy();
    expect(
      await screen.findByText("Gescheitert: Verbindung abgelehnt (ECONNREFUSED)"),
    ).toBeTruthy();
    expect(await screen.findByText("3/3 Prüfungen gescheitert")).toBeTruthy();
    const own = within(await screen.findByRole("list", { name: /vom Balancer beantwortet/ }));
    expect(own.getByText("UPSTREAM_RESET")).toBeTruthy();
    expect(own.getByText(/Der Server schloss die Verbindung/)).toBeTruthy();
  });
});

describe("the inspector of a listener", () => {
  it("tells its own answers by code and sentence, and where requests go", async () => {
    show({ kind: "listener", listener: "web" });
    expect(screen.getByText("NO_SELECTABLE_SERVER")).toBeTruthy();
    expect(screen.getByText("No server of the pool can take the request.")).toBeTruthy();
    expect(screen.queryByText("RATE_LIMITED")).toBeNull();
    const routes = await screen.findByRole("list", { name: "Routes" });
    expect(routes.textContent).toBe("Everything goes to app");
  });

  it("draws its own rates, connections and answers, each with a table, and says since when", () => {
    const { snapshot } = snapshotStore.getState();
    if (!snapshot) throw new Error("no snapshot");
    const told = (second: number, counted: Partial<ListenerSnapshot>) => ({
      at: new Date(Date.parse(at) + second * 1_000).toISOString(),
      uptimeMs: second * 1_000,
      listeners: snapshot.listeners.map((listener) => ({ ...listener, ...counted })),
    });
    listenerRings.see(told(0, { ownAnswers: { RATE_LIMITED: 2 } }));
    listenerRings.see(
      told(1, {
        totalRequests: 42,
        totalConnections: 7,
        activeConnections: 5,
        ownAnswers: { RATE_LIMITED: 11 },
      }),
    );
    show({ kind: "listener", listener: "web" });
    for (const [title, latest] of [
      [/^Requests and new connections/, ["42", "7"]],
      [/^Open connections/, ["5"]],
      [/^Own answers by status/, ["9"]],
    ] as const) {
      const chart = within(screen.getByRole("region", { name: title }));
      fireEvent.click(chart.getByRole("button", { name: "Show as table" }));
      const cells = chart.getAllByRole("cell").map(({ textContent }) => textContent);
      expect(cells.slice(-latest.length)).toEqual(latest);
    }
    expect(screen.getByText(/keeps no history of listeners/)).toBeTruthy();
    expect(screen.getByText(/Only this listener leads to these servers/)).toBeTruthy();
  });

  it("writes a route's conditions in one line", () => {
    expect(matchText({ method: "GET", host: "a.b", pathPrefix: "/v1", header: { x: "1" } })).toBe(
      "GET a.b/v1* x: 1",
    );
    expect(matchText({})).toBe("*");
  });
});
