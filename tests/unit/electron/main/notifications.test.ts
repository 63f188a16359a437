// Notifications come when they are wanted and nobody looks, name what happened, and bring the person to the server.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Host } from "../../../../balancer-core/host/types.ts";
import { notifyOfServers } from "../../../../electron/main/notifications.ts";
import { speak } from "../../../../electron/main/words.ts";
import { createFakeClock, type FakeClock } from "../../../support/fake-clock.ts";
import { fakeElectron, resetFakeElectron } from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

const { BrowserWindow, Notification } = fakeElectron;

describe("notifications", () => {
  let clock: FakeClock;
  let isWanted: boolean;
  let hear: (host: Host | null) => void;
  const onClick = vi.fn();

  beforeEach(() => {
    resetFakeElectron();
    speak("en");
    clock = createFakeClock();
    isWanted = true;
    notifyOfServers({
      core: {
        onHost: (listener) => {
          hear = listener;
          return () => {};
        },
      },
      clock,
      isWanted: () => isWanted,
      onClick,
    });
  });

  /** A host that has told its past already. */
  function start() {
    let tell = (_payload: { readonly events: readonly object[] }) => {};
    const leave = vi.fn();
    const subscribe = (_topic: string, listener: typeof tell) => {
      tell = listener;
      return leave;
    };
    hear({ subscribe } as unknown as Host);
    const down = (...servers: readonly string[]) => ({
      events: servers.map((server) => ({
        ...{ kind: "server-state", pool: "app", server, to: "down" },
        reason: "connect ECONNREFUSED",
      })),
    });
    tell(down("past"));
    return { goDown: (...servers: readonly string[]) => tell(down(...servers)), leave };
  }
  const shown = () => Notification.shown.map(({ options }) => options);

  it("tell of one server with its reason, and lead to it", () => {
    const { goDown } = start();
    goDown("s1");
    clock.advance(1_500);
    expect(shown()).toMatchObject([
      { title: "s1 is down", body: "Pool app: connect ECONNREFUSED" },
    ]);
    Notification.shown[0]?.emit("click", {});
    expect(onClick).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ pool: "app", server: "s1" }),
    );
  });

  it("tell of many as one", () => {
    const { goDown } = start();
    goDown("s1", "s2", "s3", "s4", "s5", "s6");
    clock.advance(1_500);
    expect(shown()).toMatchObject([
      { title: "6 servers are down", body: "app/s1, app/s2, app/s3, app/s4, app/s5 …" },
    ]);
  });

  it("do not come when nobody wants them, or the window has the focus", () => {
    const { goDown } = start();
    isWanted = false;
    goDown("s1");
    clock.advance(1_500);
    isWanted = true;
    BrowserWindow.focused = new BrowserWindow({});
    goDown("s2");
    clock.advance(1_500);
    expect(shown()).toEqual([]);
  });

  it("are not of a balancer that is gone", () => {
    const { goDown, leave } = start();
    goDown("s1");
    hear(null);
    clock.advance(60_000);
    expect(leave).toHaveBeenCalledOnce();
    expect(shown()).toEqual([]);
  });
});
