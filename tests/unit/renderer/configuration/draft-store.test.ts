// What the configuration page asks of the host, and in which order.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { BalancerClient } from "../../../../balancer-core/client/types.ts";
import { BalancerError } from "../../../../balancer-core/contract/balancer-error.ts";
import { emptyDraft, statusOf } from "../../../../renderer/features/configuration/draft.ts";
import {
  applyText,
  draftStore,
  loadRunning,
  setText,
} from "../../../../renderer/features/configuration/draft-store.ts";
import type { Actions } from "../../../../renderer/state/actions.ts";

function setUp(problems: readonly unknown[] = []) {
  let yaml = "a";
  let revision = 1;
  const call = vi.fn(async (method: string) =>
    method === "config.check"
      ? { problems, changes: ["x"] }
      : { yaml, revision, file: "f", config: {}, canUndo: false, canRedo: false },
  );
  const putYaml = vi.fn(async (text: string) => {
    yaml = text;
    revision += 1;
    return { ok: true as const };
  });
  const client = { call } as unknown as BalancerClient;
  return { call, putYaml, client, actions: { putYaml } as unknown as Actions };
}

beforeEach(() => draftStore.setState(emptyDraft, true));

describe("applying the configuration", () => {
  it("checks what was not checked yet, applies it over the known revision and loads what runs then", async () => {
    const { client, actions, putYaml } = setUp();
    await loadRunning(client);
    setText("b");
    await applyText(client, actions);
    expect(putYaml).toHaveBeenCalledExactlyOnceWith("b", 1);
    expect(draftStore.getState().base).toMatchObject({ yaml: "b", revision: 2 });
    expect(statusOf(draftStore.getState())).toBe("unchanged");
  });

  it("applies nothing that has problems", async () => {
    const { client, actions, putYaml } = setUp([{ path: "", message: "wrong" }]);
    await loadRunning(client);
    setText("b");
    await applyText(client, actions);
    expect(putYaml).not.toHaveBeenCalled();
    expect(statusOf(draftStore.getState())).toBe("wrong");
  });

  it("shows the problems the host refused it for", async () => {
    const { client, actions, putYaml } = setUp();
    const details = { problems: [{ path: "pools", message: "wrong", code: "INVALID_CONFIG" }] };
    const error = new BalancerError("INVALID_CONFIG", "refused", { details });
    putYaml.mockResolvedValue({ ok: false, error } as never);
    await loadRunning(client);
    setText("b");
    await applyText(client, actions);
    expect(draftStore.getState()).toMatchObject({ text: "b", check: details });
  });

  it("says why the configuration could not be loaded", async () => {
    const call = () => Promise.reject(new BalancerError("HOST_UNAVAILABLE", "connection lost"));
    await loadRunning({ call } as unknown as BalancerClient);
    expect(draftStore.getState().failure).toBe("connection lost");
  });
});
