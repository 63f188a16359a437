// Who may speak to the balancer over IPC, and how long a session lasts. The RPC itself runs over a fake pair of ends.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { contractVersion, maxFrameBytes } from "../../../../balancer-core/contract/envelope.ts";
import type { MessageTransport } from "../../../../balancer-core/contract/transport.ts";
import {
  closeChannel,
  frameChannel,
  shellChannel,
  takenChannel,
} from "../../../../electron/channel.ts";
import { acceptConsoles } from "../../../../electron/main/ipc.ts";
import { bundledRenderer } from "../../../../electron/main/renderer-address.ts";
import { createPageTransport } from "../../../../electron/preload/page-transport.ts";
import { createFakeClock, type FakeClock } from "../../../support/fake-clock.ts";
import {
  createWebContents,
  type FakeFrame,
  type FakeWebContents,
  fakeElectron,
  resetFakeElectron,
  speakFor,
} from "../../../support/fake-electron.ts";
import { describeRpcOver } from "../../../support/rpc-suite.ts";

vi.mock("electron", async () => (await import("../../../support/fake-electron.ts")).fakeElectron);

const { ipcMain, ipcRenderer } = fakeElectron;
const session = "00000000-0000-4000-8000-000000000001";
const nextSession = "00000000-0000-4000-8000-000000000002";
const hello = { kind: "hello", contract: contractVersion } as const;

let opened: MessageTransport[];
let messages: unknown[];
let isPageHidden: boolean;
let clock: FakeClock;

function accept(): void {
  resetFakeElectron();
  opened = [];
  messages = [];
  isPageHidden = false;
  clock = createFakeClock();
  acceptConsoles({
    renderer: bundledRenderer,
    clock,
    isHidden: () => isPageHidden,
    onConnect: (transport) => void opened.push(transport),
    onMessage: (message) => void messages.push(message),
  });
}

function openPage(): MessageTransport {
  return createPageTransport({
    send: (channel, name, value) => ipcRenderer.send(channel, name, value),
    listen: (channel, listener) =>
      ipcRenderer.on(channel, (_event, name, value) => listener(name, value)),
    newSession: () => crypto.randomUUID(),
  });
}

describeRpcOver("Electron IPC", async () => {
  accept();
  speakFor(createWebContents());
  const client = openPage();
  // The host's end exists from the page's first frame on.
  client.onFrame(() => {});
  client.send(hello);
  await vi.waitFor(() => expect(opened).toHaveLength(1));
  const [host] = opened;
  if (!host) throw new Error("no session was opened");
  return { client, host, dispose: resetFakeElectron };
});

describe("messages over IPC", () => {
  let contents: FakeWebContents;

  beforeEach(() => {
    accept();
    contents = createWebContents();
    vi.spyOn(console, "error").mockImplementation(() => {});
  });

  function say(
    frame: unknown,
    name: unknown = session,
    senderFrame: FakeFrame | null = contents.mainFrame,
  ) {
    ipcMain.emit(frameChannel, { sender: contents, senderFrame }, name, frame);
  }

  function listen(transport: MessageTransport | undefined) {
    const frames: unknown[] = [];
    const reasons: unknown[] = [];
    transport?.onFrame((frame) => frames.push(frame));
    transport?.onClose((reason) => reasons.push(reason));
    return { frames, reasons };
  }

  const foreign = (url: string, parent: FakeFrame | null = null): FakeFrame => ({
    url,
    parent,
    send: vi.fn(),
  });

  it("are taken from the console's own main frame", () => {
    say(hello);
    expect(listen(opened[0]).frames).toEqual([hello]);
  });

  it.each([
    ["an inner frame", foreign("app://bundle/index.html", foreign("app://bundle/index.html"))],
    ["another protocol", foreign("https://bundle/index.html")],
    ["another scheme whose origin is null as well", foreign("evil://bundle/index.html")],
    ["another host", foreign("app://elsewhere/index.html")],
    ["a blank page", foreign("about:blank")],
    ["a page without address", foreign("")],
  ])("from %s are refused with a code", (_name, frame) => {
    say(hello, session, frame);
    expect(opened).toEqual([]);
    expect(frame.send).toHaveBeenCalledExactlyOnceWith(frameChannel, session, {
      number: 0,
      frames: [
        expect.objectContaining({
          kind: "failure",
          error: expect.objectContaining({ code: "FORBIDDEN_ORIGIN" }),
        }),
      ],
    });
    ipcMain.emit(shellChannel, { sender: contents, senderFrame: frame }, { kind: "quit-now" });
    ipcMain.emit(takenChannel, { sender: contents, senderFrame: frame }, session, 1);
    expect(messages).toEqual([]);
    expect(frame.send).toHaveBeenCalledTimes(3);
  });

  it("to the shell itself are taken when they are what the contract says", () => {
    const tell = (message: unknown) =>
      ipcMain.emit(shellChannel, { sender: contents, senderFrame: contents.mainFrame }, message);
    tell({ kind: "quit-now" });
    for (const odd of [null, "quit-now", { kind: "quit" }, { kind: "quit-now", extra: 1 }]) {
      tell(odd);
    }
    tell({ kind: "commands", commands: Array.from({ length: 65 }, () => ({})) });
    expect(messages).toEqual([{ kind: "quit-now" }]);
    expect(console.error).toHaveBeenCalledTimes(5);
  });

  it("from a frame that is gone already are refused", () => {
    say(hello, session, null);
    expect(opened).toEqual([]);
    expect(console.error).toHaveBeenCalledOnce();
  });

  it("under a name that is not a session's are refused", () => {
    for (const name of [null, 1, "", "x".repeat(36), {}]) say(hello, name);
    expect(opened).toEqual([]);
  });

  it("cannot close a session from a foreign frame", () => {
    say(hello);
    const { reasons } = listen(opened[0]);
    const event = { sender: contents, senderFrame: foreign("evil://bundle/") };
    ipcMain.emit(closeChannel, event, session);
    expect(reasons).toEqual([]);
    ipcMain.emit(closeChannel, { sender: contents, senderFrame: contents.mainFrame }, session);
    expect(reasons).toEqual([{ clean: true, message: "closed by the console" }]);
  });

  it("wait for the balancer, but not without end", () => {
    for (let count = 0; count < 64; count++) say({ kind: "unsubscribe", id: count });
    expect(opened).toHaveLength(1);
    say({ kind: "unsubscribe", id: 64 });
    const { frames, reasons } = listen(opened[0]);
    expect(frames).toEqual([]);
    expect(contents.send).toHaveBeenCalledExactlyOnceWith(
      closeChannel,
      session,
      expect.stringContaining("64 frames"),
    );
    return vi.waitFor(() => expect(reasons).toMatchObject([{ clean: false }]));
  });

  it("are what JSON can carry, of a bounded size", () => {
    say(hello);
    const { frames, reasons } = listen(opened[0]);
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    for (const odd of [circular, 1n, undefined]) say(odd);
    say({ at: new Date(0) });
    expect(frames.slice(1)).toEqual([null, null, null, { at: "1970-01-01T00:00:00.000Z" }]);
    say({ kind: "call", id: 1, method: "x", params: "x".repeat(maxFrameBytes) });
    expect(frames).toHaveLength(5);
    expect(contents.send.mock.calls[0]?.[2]).toMatchObject({
      frames: [{ error: { code: "FRAME_TOO_LARGE" } }],
    });
    expect(reasons).toHaveLength(1);
  });

  it.each([
    ["is loaded again", "did-navigate", [{}, "app://bundle/index.html"]],
    ["crashes", "render-process-gone", [{}, { reason: "crashed" }]],
    ["is closed", "destroyed", []],
  ])("end with the page when it %s", async (_name, event, args) => {
    say(hello);
    const { reasons } = listen(opened[0]);
    contents.emit(event, ...args);
    expect(reasons).toMatchObject([{ clean: false }]);
    contents.send.mockClear();
    opened[0]?.send(hello);
    await Promise.resolve();
    expect(contents.send).not.toHaveBeenCalled();
  });

  it("go on when only the place in the page or an inner frame changes, or a navigation is refused", () => {
    say(hello);
    const { reasons } = listen(opened[0]);
    contents.emit("did-navigate-in-page", {}, "app://bundle/index.html#/events", true);
    contents.emit("did-frame-navigate", {}, "about:blank", 200, "OK", false);
    contents.emit("did-start-navigation", { isMainFrame: true, isSameDocument: false });
    expect(reasons).toEqual([]);
  });

  it("of a page that was loaded again open a new session, and stragglers do not revive the old one", () => {
    say(hello);
    contents.emit("did-navigate", {}, "app://bundle/index.html");
    say({ kind: "unsubscribe", id: 1 });
    expect(opened).toHaveLength(1);
    say(hello, nextSession);
    expect(opened).toHaveLength(2);
    expect(listen(opened[1]).frames).toEqual([hello]);
  });

  it("end the session before when the page opens another", () => {
    say(hello);
    const { reasons } = listen(opened[0]);
    say(hello, nextSession);
    expect(reasons).toHaveLength(1);
    expect(opened).toHaveLength(2);
  });

  it("close the session instead of throwing when the page is gone between two lines", async () => {
    say(hello);
    const { reasons } = listen(opened[0]);
    contents.send.mockImplementation(() => {
      throw new Error("Object has been destroyed");
    });
    opened[0]?.send(hello);
    await Promise.resolve();
    expect(reasons).toEqual([{ clean: false, message: "Object has been destroyed" }]);
  });
});
