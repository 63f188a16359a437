// What the page gets from the preload: one frozen object, a transport and a port to the shell, nothing of Electron in it.
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ShellPort } from "../../../../balancer-core/contract/shell-messages.ts";
import type { MessageTransport } from "../../../../balancer-core/contract/transport.ts";
import {
  closeChannel,
  frameChannel,
  shellChannel,
  takenChannel,
} from "../../../../electron/channel.ts";

// Loaded once and kept, so that the modules under test can be loaded anew and still find the same fake.
const { fakeElectron, resetFakeElectron } = await vi.hoisted(
  () => import("../../../support/fake-electron.ts"),
);
vi.mock("electron", () => fakeElectron);

const { contextBridge, ipcRenderer } = fakeElectron;

const batch = (number: number, ...kinds: string[]) => ({
  number,
  frames: kinds.map((kind) => ({ kind })),
});
const hello = { kind: "hello", contract: 1 } as const;

describe("the preload", () => {
  let transport: MessageTransport & { readonly shell: ShellPort };
  let sent: unknown[][];

  beforeEach(async () => {
    resetFakeElectron();
    vi.resetModules();
    sent = [];
    vi.spyOn(ipcRenderer, "send").mockImplementation((...args) => void sent.push(args));
    await import("../../../../electron/preload/index.ts");
    transport = contextBridge.exposeInMainWorld.mock.lastCall?.[1];
  });

  it("exposes exactly one frozen object: the members of a transport and a port to the shell", () => {
    expect(contextBridge.exposeInMainWorld).toHaveBeenCalledOnce();
    expect(contextBridge.exposeInMainWorld.mock.lastCall?.[0]).toBe("evenkeel");
    expect(Object.isFrozen(transport)).toBe(true);
    const { shell, ...members } = transport;
    expect(Object.keys(members).sort()).toEqual(["close", "onClose", "onFrame", "send"]);
    for (const member of Object.values(members)) expect(member).toBeTypeOf("function");
    expect(Object.isFrozen(shell)).toBe(true);
    expect(Object.keys(shell).sort()).toEqual(["onMessage", "send"]);
  });

  it("carries messages to the shell and back, and never the event", () => {
    const listener = vi.fn();
    const unsubscribe = transport.shell.onMessage(listener);
    transport.shell.send({ kind: "quit-now" });
    expect(sent).toEqual([[shellChannel, { kind: "quit-now" }]]);
    ipcRenderer.emit(shellChannel, { sender: "electron's own" }, { kind: "running" });
    unsubscribe();
    ipcRenderer.emit(shellChannel, {}, { kind: "running" });
    expect(listener.mock.calls).toEqual([[{ kind: "running" }]]);
  });

  /** Begins a session and gives its name. */
  function open(listener: (frame: unknown) => void): unknown {
    transport.onFrame(listener);
    transport.send(hello);
    return sent.at(-1)?.[1];
  }

  it("hands frames of its session to the page, and never the event", () => {
    const listener = vi.fn();
    const session = open(listener);
    expect(sent).toEqual([[frameChannel, session, hello]]);
    ipcRenderer.emit(frameChannel, { sender: "electron's own" }, session, batch(3, "welcome"));
    ipcRenderer.emit(frameChannel, {}, "another session", batch(1, "stray"));
    expect(listener.mock.calls).toEqual([[{ kind: "welcome" }]]);
    // What was taken in is told, so that main sees how far the page is behind.
    expect(sent.slice(1)).toEqual([[takenChannel, session, 3]]);
  });

  it("stops handing frames to a listener that has left", () => {
    const listener = vi.fn();
    const unsubscribe = transport.onFrame(listener);
    const session = open(() => {});
    unsubscribe();
    ipcRenderer.emit(frameChannel, {}, session, batch(1, "welcome"));
    expect(listener).not.toHaveBeenCalled();
  });

  it("tells each listener once when either side closes, and says nothing afterwards", () => {
    const reasons: unknown[] = [];
    const session = open(() => {});
    transport.onClose((reason) => reasons.push(reason));
    ipcRenderer.emit(closeChannel, {}, session, "closed by the balancer");
    ipcRenderer.emit(closeChannel, {}, session, "again");
    expect(reasons).toEqual([{ clean: true, message: "closed by the balancer" }]);
    sent = [];
    transport.send(hello);
    transport.close();
    expect(sent).toEqual([]);
  });

  it("tells a close also to who asks afterwards", async () => {
    open(() => {});
    transport.close();
    const reason = await new Promise((resolve) => transport.onClose(resolve));
    expect(reason).toEqual({ clean: true, message: "closed" });
  });

  it("opens again under a new name when the page listens after a close", () => {
    const old = vi.fn();
    const first = open(old);
    transport.close();
    expect(sent.at(-1)).toEqual([closeChannel, first, undefined]);
    const fresh = vi.fn();
    const second = open(fresh);
    expect(second).not.toBe(first);
    ipcRenderer.emit(frameChannel, {}, first, batch(9, "late"));
    ipcRenderer.emit(frameChannel, {}, second, batch(1, "welcome"));
    expect(old).not.toHaveBeenCalled();
    expect(fresh.mock.calls).toEqual([[{ kind: "welcome" }]]);
  });
});
