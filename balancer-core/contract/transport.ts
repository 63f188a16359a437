// The only thing a transport implements. RPC is written once above it, in balancer-core/client and balancer-core/host.
import type { Frame } from "./envelope.ts";

export type Unsubscribe = () => void;

export interface CloseReason {
  /** `true` when one side asked for it; `false` when it was lost. */
  readonly clean: boolean;
  readonly message: string;
}

export interface MessageTransport {
  /** Never throws; frames sent after the close are dropped. */
  send(frame: Frame): void;
  /** Frames arrive as `unknown`: the receiver parses them. */
  onFrame(listener: (frame: unknown) => void): Unsubscribe;
  /** Called once, also when the transport was closed already at the time of asking. */
  onClose(listener: (reason: CloseReason) => void): Unsubscribe;
  close(): void;
}
