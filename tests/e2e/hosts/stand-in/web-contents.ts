// A page's contents as main sees them: messages and events. The page itself is in the spec's browser.
import type { Sender } from "./calls.ts";
import { screen } from "./screen-peer.ts";
import { strict, strictEmitter } from "./strict.ts";

const events = [
  "destroyed",
  "did-finish-load",
  "did-navigate",
  "did-start-navigation",
  "preload-error",
  "render-process-gone",
  "unresponsive",
  "will-attach-webview",
  "will-frame-navigate",
  "will-navigate",
  "will-redirect",
];

type OpenHandler = (details: { readonly url: string }) => { readonly action: "allow" | "deny" };

export function createWebContents(id: number) {
  let isDestroyed = false;
  // Electron allows what nobody has denied.
  let openHandler: OpenHandler = () => ({ action: "allow" });

  function send(channel: string, ...args: readonly unknown[]): void {
    if (isDestroyed) throw new TypeError("Object has been destroyed");
    // Throws on what could not cross, as Electron does.
    screen.call("send", id, channel, structuredClone(args)).catch(() => {});
  }

  const contents = strictEmitter("webContents", events, {
    id,
    send,
    isDestroyed: () => isDestroyed,
    reload: () => void screen.call("reload", id).catch(() => {}),
    setWindowOpenHandler(handler: OpenHandler) {
      openHandler = handler;
    },
  });
  return {
    contents,
    mayOpen: (url: string) => openHandler({ url }).action === "allow",
    /** The frame a message came from, as `event.senderFrame`. */
    frame({ url, isTop, isGone }: Sender) {
      if (isGone === true) return null;
      const parent = isTop ? null : strict("webFrameMain", { url: "app://bundle/index.html" });
      return strict("webFrameMain", { url, parent, send });
    },
    destroy() {
      if (isDestroyed) return;
      isDestroyed = true;
      contents.emit("destroyed");
    },
  };
}

export type ContentsDriver = ReturnType<typeof createWebContents>;
export type WebContents = ContentsDriver["contents"];
