// Picks the way to the host: the desktop's where the preload offers one, else a WebSocket, asking for the token if need be.
import type { MessageTransport } from "../../balancer-core/contract/transport.ts";
import { electronTransport } from "./electron-transport.ts";
import { forgetToken, rememberToken, takeToken } from "./token.ts";
import { openWebSocketTransport } from "./websocket-transport.ts";

export type HostKind = "desktop" | "web";

export interface ConnectOptions {
  /** Shows the question for a token; resolves to what the person typed. */
  readonly askToken: (isRefused: boolean) => Promise<string>;
  /** Called once there is a token: connect again now. */
  readonly retry: () => void;
}

export const hostKind = (): HostKind => (electronTransport() ? "desktop" : "web");

/** What the RPC client calls for each attempt to connect. */
export function createConnect({
  askToken,
  retry,
}: ConnectOptions): () => MessageTransport | Promise<MessageTransport> {
  const desktop = electronTransport();
  if (desktop) return () => desktop;
  let token = takeToken();
  let isAsking = false;

  // An attempt may last seconds only, a person may take minutes: the attempt fails, and the answer starts a new one.
  async function ask(wasRefused: boolean): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    token = await askToken(wasRefused);
    rememberToken(token);
    isAsking = false;
    retry();
  }

  return async () => {
    if (token !== null && (await isRefused(token))) {
      forgetToken();
      token = null;
      void ask(true);
    }
    if (token === null) {
      void ask(false);
      throw new Error("the balancer asks for its token");
    }
    return openWebSocketTransport(token);
  };
}

/** A WebSocket does not tell why it was refused, so the API is asked: 401 means the token, anything else does not. */
async function isRefused(token: string): Promise<boolean> {
  try {
    const answer = await fetch("/api/v1/lab", {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(3_000),
    });
    await answer.body?.cancel();
    return answer.status === 401;
  } catch {
    return false;
  }
}
