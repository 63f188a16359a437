// One session between a page and the host as a MessageTransport. Knows neither Electron nor RPC: frames come in by
// `deliver` and go out by `post`, so that ipc.ts is the only file that names ipcMain.
import type { Frame } from "../../balancer-core/contract/envelope.ts";
import type {
  CloseReason,
  MessageTransport,
  Unsubscribe,
} from "../../balancer-core/contract/transport.ts";

/** A page that talks while the host still starts sends its greeting and little more. */
const maxWaitingFrames = 64;

export interface IpcSessionOptions {
  readonly name: string;
  /** May throw: the page can be gone between two lines of ours. */
  readonly post: (frame: Frame) => void;
  /** Tells the page that this side has closed. May throw. */
  readonly postClose: (message: string) => void;
}

export interface IpcSession {
  readonly name: string;
  readonly transport: MessageTransport;
  deliver(frame: unknown): void;
  /** The page has closed it, or is gone. */
  end(reason: CloseReason): void;
}

export function createIpcSession({ name, post, postClose }: IpcSessionOptions): IpcSession {
  const frameListeners = new Set<(frame: unknown) => void>();
  const closeListeners = new Set<(reason: CloseReason) => void>();
  let waiting: unknown[] = [];
  let closeReason: CloseReason | null = null;

  function end(reason: CloseReason): void {
    if (closeReason) return;
    closeReason = reason;
    waiting = [];
    for (const listener of closeListeners) listener(reason);
    frameListeners.clear();
    closeListeners.clear();
  }

  function close(message: string, clean: boolean): void {
    if (closeReason) return;
    attempt(() => postClose(message));
    end({ clean, message });
  }

  function attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      end({ clean: false, message: error instanceof Error ? error.message : String(error) });
    }
  }

  function deliver(frame: unknown): void {
    if (closeReason) return;
    if (frameListeners.size > 0) for (const listener of frameListeners) listener(frame);
    else if (waiting.length < maxWaitingFrames) waiting.push(frame);
    else close(`more than ${maxWaitingFrames} frames before the balancer was ready`, false);
  }

  function onFrame(listener: (frame: unknown) => void): Unsubscribe {
    frameListeners.add(listener);
    const early = waiting;
    waiting = [];
    for (const frame of early) listener(frame);
    return () => void frameListeners.delete(listener);
  }

  function onClose(listener: (reason: CloseReason) => void): Unsubscribe {
    if (closeReason) {
      const reason = closeReason;
      queueMicrotask(() => listener(reason));
      return () => {};
    }
    closeListeners.add(listener);
    return () => void closeListeners.delete(listener);
  }

  return {
    name,
    transport: {
      send: (frame) => {
        if (!closeReason) attempt(() => post(frame));
      },
      onFrame,
      onClose,
      close: () => close("closed by the balancer", true),
    },
    deliver,
    end,
  };
}
