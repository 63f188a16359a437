// Consoles that come before the core has started are served from then on; a core that fails sends them away.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createMemoryPair } from "../../../../balancer-core/client/memory-transport.ts";
import type { ConfigDocument } from "../../../../balancer-core/contract/config-schema.ts";
import { startCore } from "../../../../electron/main/core.ts";

const startHost = vi.hoisted(() => vi.fn());
vi.mock("../../../../balancer-core/host/start-host.ts", () => ({ startHost }));
vi.mock("../../../../balancer-core/index.ts", () => ({
  openWorkspace: async (options: object) => ({ ...options, token: "secret", notes: [] }),
  systemPorts: {},
}));

const startConsoleServer = vi.hoisted(() => vi.fn());
vi.mock("../../../../headless/console/console-server.ts", () => ({ startConsoleServer }));

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
    const core = startCore(paths, "Evenkeel test");
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
    const core = startCore(paths, "Evenkeel test");
    const [, transport] = createMemoryPair();
    core.serve(transport);
    const closed = new Promise((resolve) => transport.onClose(resolve));
    await expect(core.started).rejects.toThrow("port 8080 is taken");
    await expect(closed).resolves.toMatchObject({ clean: true });
    await expect(core.stop()).resolves.toBeUndefined();
  });

  it("stops the host by the configuration's own deadline, once it has started", async () => {
    startHost.mockResolvedValueOnce(host);
    await startCore(paths, "Evenkeel test").stop();
    expect(host.stop).toHaveBeenCalledExactlyOnceWith();
  });

  it("opens the API where the configuration has a console, and closes it after the host", async () => {
    config = { version: 1, console: { bind: "127.0.0.1:7300" } };
    const close = vi.fn(async () => {});
    startHost.mockResolvedValueOnce(host);
    startConsoleServer.mockResolvedValueOnce({ url: "http://127.0.0.1:7300", close });
    const core = startCore(paths, "Evenkeel test");
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
    await startCore(paths, "Evenkeel test").started;
    expect(startConsoleServer).not.toHaveBeenCalled();

    config = { version: 1, console: { bind: "127.0.0.1:7300" } };
    startConsoleServer.mockRejectedValueOnce(new Error("console: address is already in use"));
    await expect(startCore(paths, "Evenkeel test").started).resolves.toBeUndefined();
  });
});
