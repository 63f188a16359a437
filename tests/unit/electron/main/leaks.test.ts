// A thousand connections, however they end, leave no subscription, listener or timer behind.
import type { WebContents } from "electron";
import { describe, expect, it, vi } from "vitest";
import { contractVersion } from "../../../../balancer-core/contract/envelope.ts";
import { serveRpc } from "../../../../balancer-core/host/rpc-server.ts";
import type { Host } from "../../../../balancer-core/host/types.ts";
import { closeChannel, frameChannel } from "../../../../electron/channel.ts";
import { acceptConsoles } from "../../../../electron/main/ipc.ts";
import { bundledRenderer } from "../../../../electron/main/renderer-address.ts";
import { createFakeClock } from "../../../support/fake-clock.ts";
import {
  createWebContents,
  fakeElectron,
  resetFakeElectron,
} from "../../../support/fake-electron.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

const { ipcMain } = fakeElectron;
const topics = ["snapshot.changed", "series.changed", "events.changed", "requests.changed"];

describe("a thousand connections", () => {
  it("leave no subscription, listener or timer", async () => {
    resetFakeElectron();
    const clock = createFakeClock();
    let made = 0;
    let active = 0;
    const host = {
      subscribe(_topic: string, listener: (payload: unknown) => void) {
        made++;
        active++;
        listener({});
        return () => void active--;
      },
    } as unknown as Host;
    acceptConsoles({
      renderer: bundledRenderer,
      clock,
      isHidden: (_contents: WebContents) => true,
      onConnect: (transport) => serveRpc({ host, clock, product: "test" }, transport, "console"),
      onMessage: () => {},
    });
    const contents = createWebContents();
    const event = { sender: contents, senderFrame: contents.mainFrame };
    const ends = [
      (session: string) => ipcMain.emit(closeChannel, event, session),
      () => contents.emit("did-navigate", {}, "app://bundle/index.html"),
      () => contents.emit("render-process-gone", {}, { reason: "crashed" }),
      // Without a word: the next session takes its place.
      () => {},
    ];
    let listenersOfFirst = 0;
    for (let count = 0; count < 1_000; count++) {
      const session = crypto.randomUUID();
      const say = (frame: object) => ipcMain.emit(frameChannel, event, session, frame);
      say({ kind: "hello", contract: contractVersion });
      for (const [id, topic] of topics.entries()) say({ kind: "subscribe", id, topic });
      await Promise.resolve();
      expect(active).toBe(topics.length);
      ends[count % ends.length]?.(session);
      if (count === 0) listenersOfFirst = contents.listenerCount("destroyed");
    }
    contents.emit("destroyed");
    expect(made).toBe(4_000);
    expect(active).toBe(0);
    expect(clock.pendingTimers).toBe(0);
    expect(contents.listenerCount("destroyed")).toBe(listenersOfFirst);
  });
});
