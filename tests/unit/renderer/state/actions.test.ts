// Actions: the call they make, the toast with Undo, the toast of a failure.
import { describe, expect, it, vi } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import { BalancerError } from "../../../../balancer-core/contract/balancer-error.ts";
import { createActions } from "../../../../renderer/state/actions.ts";

function setUp(answer: () => Promise<unknown> = async () => ({ revision: 2 })) {
  const call = vi.fn((_method: string, _params: unknown) => answer());
  const notify = { success: vi.fn(), changed: vi.fn(), failure: vi.fn() };
  return { call, notify, actions: createActions({ call } as unknown as BalancerClient, notify) };
}

describe("actions", () => {
  it("say what was done and offer to take it back", async () => {
    const { call, notify, actions } = setUp();
    expect(await actions.removeServer("app", "s1")).toEqual({ ok: true });
    expect(call).toHaveBeenCalledWith("server.remove", { pool: "app", server: "s1" });
    const [message, offer] = notify.changed.mock.calls[0] ?? [];
    expect(message).toBe("Removed s1 from app");
    expect(offer).toMatchObject({ step: "undo", revision: 2 });
    offer.run();
    expect(call).toHaveBeenLastCalledWith("config.undo", {});
  });

  it("offer to do again what was taken back", async () => {
    const { call, notify, actions } = setUp();
    await actions.undo();
    const [message, offer] = notify.changed.mock.calls[0] ?? [];
    expect(message).toBe("Undone");
    expect(offer.step).toBe("redo");
    offer.run();
    expect(call).toHaveBeenLastCalledWith("config.redo", {});
  });

  it("offer to take a turned knob back, but not a crash, which no configuration keeps", async () => {
    const { notify, actions } = setUp(async () => ({}));
    await actions.updateLabServer("sim1", { concurrency: 4 });
    expect(notify.changed).toHaveBeenCalledWith(
      "Changed sim1",
      expect.objectContaining({ step: "undo", revision: undefined }),
    );
    await actions.updateLabServer("sim1", { running: false });
    expect(notify.changed).toHaveBeenCalledTimes(1);
  });

  it("tell what failed and why, and never reject", async () => {
    const error = new BalancerError("ALREADY_EXISTS", 'pool "app": server "s1" exists already');
    const { notify, actions } = setUp(() => Promise.reject(error));
    expect(await actions.addServer("app", { id: "s1", address: "127.0.0.1:1" })).toEqual({
      ok: false,
      error,
    });
    expect(notify.failure).toHaveBeenCalledWith(
      "An object with this id exists already.",
      'Pool "app": server "s1" exists already.',
    );
  });

  it("stay silent about traffic, which shows by itself", async () => {
    const { notify, actions } = setUp();
    await actions.startTraffic("steady");
    expect(notify.changed).not.toHaveBeenCalled();
  });
});
