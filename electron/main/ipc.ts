// The one file that names ipcMain: turns what the console's page sends into a MessageTransport per page and session, and
// refuses every other sender. A page has one session at a time; loading it again ends the one before.
import { type IpcMainEvent, ipcMain, type WebContents, type WebFrameMain } from "electron";
import { maxFrameBytes } from "../../balancer-core/contract/envelope.ts";
import type { MessageTransport } from "../../balancer-core/contract/transport.ts";
import { closeChannel, frameChannel, isSession } from "../channel.ts";
import { createIpcSession, type IpcSession } from "./ipc-session.ts";
import { isRendererAddress, type RendererAddress } from "./renderer-address.ts";

export interface ConsoleIpcOptions {
  readonly renderer: RendererAddress;
  /** Called for each new session, before its first frame. */
  readonly onConnect: (transport: MessageTransport) => void;
}

interface Page {
  session: IpcSession | null;
  /** Frames of this session may still be under way after it ended; they must not open it again. */
  endedSession: string | null;
}

export function acceptConsoles({ renderer, onConnect }: ConsoleIpcOptions): void {
  const pages = new WeakMap<WebContents, Page>();

  ipcMain.on(frameChannel, (event: IpcMainEvent, name: unknown, frame: unknown) => {
    if (!isAllowed(event, name)) return;
    const session = sessionOf(event.sender, name);
    if (session) deliver(session, frame);
  });

  ipcMain.on(closeChannel, (event: IpcMainEvent, name: unknown) => {
    if (!isAllowed(event, name)) return;
    const page = pages.get(event.sender);
    if (page?.session?.name === name) end(page, "closed by the console", true);
  });

  /** SECURITY: without this, any frame that ever gets into a window could steer the balancer. */
  function isAllowed(event: IpcMainEvent, name: unknown): name is string {
    // Read at once: after a navigation, or the first await, it is null.
    const frame = event.senderFrame;
    if (frame !== null && isConsole(frame) && isSession(name)) return true;
    console.error(`evenkeel: refused a message from ${frame === null ? "no frame" : frame.url}`);
    if (frame !== null) answerRefused(frame, name);
    return false;
  }

  function isConsole({ parent, url }: WebFrameMain): boolean {
    return parent === null && isRendererAddress(renderer, url);
  }

  function sessionOf(contents: WebContents, name: string): IpcSession | null {
    const page = pages.get(contents) ?? watch(contents);
    if (page.endedSession === name) return null;
    if (page.session?.name === name) return page.session;
    if (page.session) end(page, "the console opened another session", true);
    return open(page, contents, name);
  }

  function watch(contents: WebContents): Page {
    const page: Page = { session: null, endedSession: null };
    pages.set(contents, page);
    contents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) end(page, "the page was left", false);
    });
    contents.on("render-process-gone", (_event, { reason }) => {
      end(page, `the page's process is gone: ${reason}`, false);
    });
    contents.on("destroyed", () => end(page, "the window was closed", false));
    return page;
  }

  function open(page: Page, contents: WebContents, name: string): IpcSession {
    const session = createIpcSession({
      name,
      post: (frame) => contents.send(frameChannel, name, frame),
      postClose: (message) => contents.send(closeChannel, name, message),
    });
    page.session = session;
    session.transport.onClose(() => {
      page.endedSession = name;
      if (page.session === session) page.session = null;
    });
    onConnect(session.transport);
    return session;
  }
}

function end(page: Page, message: string, clean: boolean): void {
  page.session?.end({ clean, message });
}

/** Delivers what a WebSocket would have delivered: plain JSON of a bounded size. */
function deliver({ transport, deliver }: IpcSession, frame: unknown): void {
  const text = tryText(frame);
  if (text !== undefined && text.length > maxFrameBytes) {
    const message = `a frame is larger than ${maxFrameBytes} bytes`;
    transport.send({ kind: "failure", id: null, error: { code: "FRAME_TOO_LARGE", message } });
    transport.close();
  } else {
    // What is not JSON becomes null, which the RPC answers as a malformed frame.
    deliver(text === undefined ? null : JSON.parse(text));
  }
}

function tryText(frame: unknown): string | undefined {
  try {
    return JSON.stringify(frame);
  } catch {
    return undefined;
  }
}

function answerRefused(frame: WebFrameMain, name: unknown): void {
  const message = "only the console's own page may talk to the balancer";
  const error = { code: "FORBIDDEN_ORIGIN", message };
  frame.send(frameChannel, name, { kind: "failure", id: null, error });
}
