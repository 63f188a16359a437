// The two ends of a client's connection, as a PROXY header says them.
import type { Socket } from "node:net";
import { plainAddress } from "../client-address.ts";

export interface Endpoints {
  /** Who connected. */
  readonly sourceAddress: string;
  readonly sourcePort: number;
  /** Where to. */
  readonly destinationAddress: string;
  readonly destinationPort: number;
}

/** First bytes of a v2 header; no v1 header and no other protocol begins so. */
export const v2Signature = Buffer.from("0d0a0d0a000d0a515549540a", "hex");
export const v2HeadBytes = 16;

export function endpointsOf(socket: Socket): Endpoints {
  return {
    sourceAddress: plainAddress(socket.remoteAddress ?? ""),
    sourcePort: socket.remotePort ?? 0,
    destinationAddress: plainAddress(socket.localAddress ?? ""),
    destinationPort: socket.localPort ?? 0,
  };
}
