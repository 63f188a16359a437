// The web console's transport: a WebSocket to /rpc of the same origin. Knows nothing of calls and topics.
import type { Frame } from "../../balancer-core/contract/envelope.ts";
import type { CloseReason, MessageTransport } from "../../balancer-core/contract/transport.ts";

const protocolName = "evenkeel.v1";
/** A socket that does not open in this time is given up, so that the client's back-off goes on. */
const openTimeoutMs = 5_000;

export function rpcAddress({ protocol, host }: Pick<Location, "protocol" | "host">): string {
  return `${protocol === "https:" ? "wss" : "ws"}://${host}/rpc`;
}

/** Resolves when the socket is open; rejects when the host cannot be reached or refuses the token. */
export function openWebSocketTransport(token: string): Promise<MessageTransport> {
  return new Promise((resolve, reject) => {
    // SECURITY: browsers cannot set Authorization on a WebSocket; a subprotocol keeps the token out of addresses and logs.
    const socket = new WebSocket(rpcAddress(window.location), [protocolName, `token.${token}`]);
    const deadline = window.setTimeout(() => socket.close(), openTimeoutMs);
    socket.addEventListener(
      "open",
      () => {
        window.clearTimeout(deadline);
        resolve(transportOver(socket));
      },
      { once: true },
    );
    socket.addEventListener(
      "close",
      () => {
        window.clearTimeout(deadline);
        reject(new Error("the balancer cannot be reached"));
      },
      { once: true },
    );
  });
}

function transportOver(socket: WebSocket): MessageTransport {
  const closeListeners = new Set<(reason: CloseReason) => void>();
  let closed: CloseReason | null = null;
  let isClosing = false;
  socket.addEventListener("close", ({ reason }) => {
    closed = { clean: isClosing, message: reason === "" ? "the connection was closed" : reason };
    for (const listener of closeListeners) listener(closed);
    closeListeners.clear();
  });
  return {
    send(frame: Frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    onFrame(listener) {
      const onMessage = ({ data }: MessageEvent) => listener(parseFrame(data));
      socket.addEventListener("message", onMessage);
      return () => socket.removeEventListener("message", onMessage);
    },
    onClose(listener) {
      if (closed) {
        listener(closed);
        return () => {};
      }
      closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    close() {
      isClosing = true;
      socket.close();
    },
  };
}

/** What is not JSON becomes undefined, which no frame schema accepts. */
function parseFrame(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
