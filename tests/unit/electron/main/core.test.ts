// Consoles that come before the core has started are served from then on; a core that fails sends them away.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createMemoryPair } from "../../../../balancer-core/client/memory-transport.ts";
import type { ConfigDocument } from "../../../../balancer-core/contract/config-schema.ts";
import { startCore } from "../../../../electron/main/core.ts";

const startHost = vi.hoisted(() => vi.fn());
vi.mock("../../../../balancer-core/host/start-host.ts", () => ({ startHost }));
const parseConfig = vi.hoisted(() => vi.fn<() => { ok: boolean; problems?: unknown[] }>());
vi.mock("../../../../balancer-core/index.ts", async () => ({
  ...(await import("../../../../balancer-core/errors.ts")),
  BalancerError: (await import("../../../../balancer-core/contract/balancer-error.ts"))
    .BalancerError,
  openWorkspace: async (options: object) => ({
    ...options,
    token: "secret",
    notes: [],
    read: async () => "",
  }),
  parseConfig,
  systemPorts: {},
}));

const startConsoleServer = vi.hoisted(() => vi.fn());
vi.mock("../../../../headless/console/console-server.ts", () => ({ startConsoleServer }));

const onStopping = vi.fn((..._args: unknown[]) => () => {});
const start = () => startCore({ paths, product: "Evenkeel test", onStopping });
const paths = { workspaceFolder: "/workspace", configFile: undefined, rendererFolder: "/renderer" };

describe("the core in this process", () => {
  let config: ConfigDocument = { version: 1 };
  const host = {
    serve: vi.fn(),
    stop: vi.fn(async () => {}),
    call: vi.fn(async () => ({ config })),
  };
  beforeEach(() => void vi.clearAllMocks());

  it("serves a console that connected while it started", async () => {
    let started = (_host: typeof host) => {};
    startHost.mockReturnValueOnce(new Promise((resolve) => (started = resolve)));
    const core = start();
    const [, transport] = createMemoryPair();
    core.serve(transport);
    await Promise.resolve();
    expect(host.serve).not.toHaveBeenCalled();
    started(host);
    await core.started;
    await vi.waitFor(() =>
      expect(host.serve).toHaveBeenCalledExactlyOnceWith(transport, "console"),
    );
    expect(startHost).toHaveBeenCalledWith(
      expect.objectContaining({
        product: "Evenkeel test",
        workspace: expect.objectContaining({ directory: "/workspace" }),
      }),
    );
  });

  it("closes a waiting console, tells the reason and has nothing to stop when it cannot start", async () => {
    startHost.mockRejectedValueOnce(new Error("port 8080 is taken"));
    const core = start();
    const [, transport] = createMemoryPair();
    core.serve(transport);
    const closed = new Promise((resolve) => transport.onClose(resolve));
    await expect(core.started).rejects.toThrow("port 8080 is taken");
    await expect(closed).resolves.toMatchObject({ clean: true });
    await expect(core.stop()).resolves.toBeUndefined();
  });

  it("stops the host by the configuration's own deadline, once it has started", async () => {
    startHost.mockResolvedValueOnce(host);
    await start().stop();
    expect(host.stop).toHaveBeenCalledExactlyOnceWith();
  });

  it("opens the API where the configuration has a console, and closes it after the host", async () => {
    config = { version: 1, console: { bind: "127.0.0.1:7300" } };
    const close = vi.fn(async () => {});
    startHost.mockResolvedValueOnce(host);
    startConsoleServer.mockResolvedValueOnce({ url: "http://127.0.0.1:7300", close });
    const core = start();
    await core.started;
    expect(startConsoleServer).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ bind: { host: "127.0.0.1", port: 7300 }, token: "secret" }),
    );
    await core.stop();
    expect(close).toHaveBeenCalledOnce();
  });

  it("opens nothing without one, and runs on when the door cannot be opened", async () => {
    config = { version: 1 };
    startHost.mockResolvedValue(host);
    await start().started;
    expect(startConsoleServer).not.toHaveBeenCalled();

    config = { version: 1, console: { bind: "127.0.0.1:7300" } };
    startConsoleServer.mockRejectedValueOnce(new Error("console: address is already in use"));
    await expect(start().started).resolves.toBeUndefined();
  });

  describe("going over to another workspace", () => {
    const other = { ...host, serve: vi.fn(), stop: vi.fn(async () => {}) };

    function running() {
      config = { version: 1 };
      parseConfig.mockReturnValue({ ok: true });
      startHost.mockReset();
      startHost
        .mockResolvedValueOnce(host)
        .mockResolvedValueOnce(other)
        .mockResolvedValueOnce(host);
      return start();
    }

    it("stops the old one, starts the new one, and sends the consoles to it", async () => {
      const core = running();
      const heard: unknown[] = [];
      core.onHost((now) => heard.push(now));
      const [, transport] = createMemoryPair();
      const closed = new Promise((resolve) => transport.onClose(resolve));
      core.serve(transport);
      await core.open("/other.evenkeel.yaml");
      await closed;
      expect(heard).toEqual([host, null, other]);
      expect(host.stop).toHaveBeenCalledOnce();
      expect(onStopping).toHaveBeenCalledExactlyOnceWith(host, "switch");
      expect(startHost.mock.lastCall?.[0].workspace.configFile).toBe("/other.evenkeel.yaml");
    });

    it("changes nothing when the new file has problems", async () => {
      const core = running();
      await core.started;
      parseConfig.mockReturnValue({ ok: false, problems: [{ path: "pools", message: "none" }] });
      await expect(core.open("/broken.yaml")).rejects.toThrow();
      expect(host.stop).not.toHaveBeenCalled();
      expect(core.host).toBe(host);
    });

    it("goes back to the old one when the new one cannot start", async () => {
      const core = running();
      await core.started;
      startHost.mockReset();
      startHost.mockRejectedValueOnce(new Error("port 8080 is taken")).mockResolvedValueOnce(host);
      await expect(core.open("/other.yaml")).rejects.toThrow("port 8080 is taken");
      expect(core.host).toBe(host);
      expect(startHost.mock.lastCall?.[0].workspace.configFile).toBeUndefined();
    });

    it("does one at a time, and none once it stops", async () => {
      const core = running();
      const first = core.open("/other.yaml");
      await expect(core.open("/third.yaml")).rejects.toThrow("another workspace is being opened");
      await first;
      await core.stop();
      expect(other.stop).toHaveBeenCalledOnce();
      await expect(core.open("/third.yaml")).rejects.toThrow("Evenkeel stops");
    });
  });
});
