// The desktop shell's transport: the preload exposes one frozen object that already is a MessageTransport.
import type { MessageTransport } from "../../balancer-core/contract/transport.ts";

declare global {
  interface Window {
    readonly evenkeel?: MessageTransport;
  }
}

export function electronTransport(): MessageTransport | undefined {
  return window.evenkeel;
}
