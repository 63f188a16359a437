// The desktop shell's transport: the preload exposes one frozen object that already is a MessageTransport, with a port to the shell.
import type { ShellPort } from "../../balancer-core/contract/shell-messages.ts";
import type { MessageTransport } from "../../balancer-core/contract/transport.ts";

declare global {
  interface Window {
    readonly evenkeel?: MessageTransport & { readonly shell?: ShellPort };
  }
}

export function electronTransport(): MessageTransport | undefined {
  return window.evenkeel;
}

/** Undefined in a browser, and where a test's console has a transport only. */
export function shellPort(): ShellPort | undefined {
  return window.evenkeel?.shell;
}
