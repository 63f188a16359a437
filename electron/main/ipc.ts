// The one file that names ipcMain: turns what the console's page sends into a MessageTransport per page and session, and
// refuses every other sender. A page has one session at a time; loading it again ends the one before.
import { type IpcMainEvent, ipcMain, type WebContents, type WebFrameMain } from "electron";
import { maxFrameBytes } from "../../balancer-core/contract/envelope.ts";
import {
  type ConsoleMessage,
  consoleMessageSchema,
} from "../../balancer-core/contract/shell-messages.ts";
import type { MessageTransport } from "../../balancer-core/contract/transport.ts";
import type { Clock } from "../../balancer-core/index.ts";
import {
  type Batch,
  closeChannel,
  frameChannel,
  isSession,
  shellChannel,
  takenChannel,
} from "../channel.ts";
import { createIpcSession, type IpcSession } from "./ipc-session.ts";
import { createPacer, type Pacer } from "./pacing.ts";
import { isRendererAddress, type RendererAddress } from "./renderer-address.ts";

export interface ConsoleIpcOptions {
  readonly renderer: RendererAddress;
  readonly clock: Clock;
  /** Whether nobody can see the page. */
  readonly isHidden: (contents: WebContents) => boolean;
  /** Called for each new session, before its first frame. */
  readonly onConnect: (transport: MessageTransport) => void;
  /** What the console tells the shell itself. */
  readonly onMessage: (message: ConsoleMessage) => void;
}

interface OpenSession {
  readonly session: IpcSession;
  readonly pacer: Pacer;
}

interface Page {
  open: OpenSession | null;
  /** Frames of this session may still be under way after it ended; they must not open it again. */
  endedSession: string | null;
}

export function acceptConsoles(options: ConsoleIpcOptions): void {
  const { renderer, clock, isHidden, onConnect, onMessage } = options;
  const pages = new WeakMap<WebContents, Page>();

  ipcMain.on(frameChannel, (event: IpcMainEvent, name: unknown, frame: unknown) => {
    if (!isAllowed(event, name)) return;
    const open = sessionOf(event.sender, name);
    if (open) deliver(open, frame);
  });

  ipcMain.on(takenChannel, (event: IpcMainEvent, name: unknown, number: unknown) => {
    if (!isAllowed(event, name)) return;
    const open = pages.get(event.sender)?.open;
    if (open?.session.name === name) open.pacer.taken(number);
  });

  ipcMain.on(closeChannel, (event: IpcMainEvent, name: unknown) => {
    if (!isAllowed(event, name)) return;
    const page = pages.get(event.sender);
    if (page?.open?.session.name === name) end(page, "closed by the console", true);
  });

  ipcMain.on(shellChannel, (event: IpcMainEvent, message: unknown) => {
    if (!isFromConsole(event, null)) return;
    const parsed = consoleMessageSchema.safeParse(message);
    if (parsed.success) onMessage(parsed.data);
    else console.error(`evenkeel: the console sent what is no message: ${parsed.error.message}`);
  });

  function isAllowed(event: IpcMainEvent, name: unknown): name is string {
    return isFromConsole(event, name) && isSession(name);
  }

  /** SECURITY: without this, any frame that ever gets into a window could steer the balancer. */
  function isFromConsole(event: IpcMainEvent, name: unknown): boolean {
    // Read at once: after a navigation, or the first await, it is null.
    const frame = event.senderFrame;
    if (frame !== null && isConsole(frame)) return true;
    console.error(`evenkeel: refused a message from ${frame === null ? "no frame" : frame.url}`);
    if (frame !== null) answerRefused(frame, name);
    return false;
  }

  function isConsole({ parent, url }: WebFrameMain): boolean {
    return parent === null && isRendererAddress(renderer, url);
  }

  function sessionOf(contents: WebContents, name: string): OpenSession | null {
    const page = pages.get(contents) ?? watch(contents);
    if (page.endedSession === name) return null;
    if (page.open?.session.name === name) return page.open;
    end(page, "the console opened another session", true);
    return open(page, contents, name);
  }

  function watch(contents: WebContents): Page {
    const page: Page = { open: null, endedSession: null };
    pages.set(contents, page);
    // Not when a navigation starts: those that are refused start as well, and the page stays.
    contents.on("did-navigate", () => end(page, "the page was left", false));
    contents.on("render-process-gone", (_event, { reason }) => {
      end(page, `the page's process is gone: ${reason}`, false);
    });
    contents.on("destroyed", () => end(page, "the window was closed", false));
    return page;
  }

  function open(page: Page, contents: WebContents, name: string): OpenSession {
    const pacer = createPacer({
      clock,
      post: (number, frames) =>
        contents.send(frameChannel, name, { number, frames } satisfies Batch),
      isHidden: () => isHidden(contents),
      onFailure: (message) => session.end({ clean: false, message }),
    });
    const session = createIpcSession({
      name,
      post: pacer.send,
      postClose: (message) => {
        pacer.flush();
        contents.send(closeChannel, name, message);
      },
    });
    const opened = { session, pacer };
    page.open = opened;
    session.transport.onClose(() => {
      pacer.end();
      page.endedSession = name;
      if (page.open === opened) page.open = null;
    });
    onConnect(session.transport);
    return opened;
  }
}

function end(page: Page, message: string, clean: boolean): void {
  page.open?.session.end({ clean, message });
}

/** Delivers what a WebSocket would have delivered: plain JSON of a bounded size. */
function deliver({ session: { transport, deliver }, pacer }: OpenSession, frame: unknown): void {
  const text = tryText(frame);
  if (text !== undefined && text.length > maxFrameBytes) {
    const message = `a frame is larger than ${maxFrameBytes} bytes`;
    transport.send({ kind: "failure", id: null, error: { code: "FRAME_TOO_LARGE", message } });
    transport.close();
    return;
  }
  // What is not JSON becomes null, which the RPC answers as a malformed frame.
  const plain: unknown = text === undefined ? null : JSON.parse(text);
  pacer.note(plain);
  deliver(plain);
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
  const failure = { kind: "failure", id: null, error: { code: "FORBIDDEN_ORIGIN", message } };
  frame.send(frameChannel, name, { number: 0, frames: [failure] } satisfies Batch);
}
