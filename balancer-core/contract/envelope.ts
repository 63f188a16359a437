// Frames of the RPC between console and host, the same over Electron IPC and WebSocket. Failures travel as data.
import { z } from "zod";
import { errorCodes } from "./error-codes.ts";

/** Raised when a frame, a method or a topic changes shape; both sides compare it before anything else. */
export const contractVersion = 1;

/** Longest frame accepted from a client, in bytes of JSON. */
export const maxFrameBytes = 2_097_152;

const frameId = z.number().int().nonnegative();

export const wireErrorSchema = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.unknown().optional(),
});
export type WireError = z.output<typeof wireErrorSchema>;

/** From console to host. */
export const clientFrameSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("hello"), contract: z.number().int() }),
  z.strictObject({
    kind: z.literal("call"),
    id: frameId,
    method: z.string().max(64),
    params: z.unknown(),
  }),
  z.strictObject({ kind: z.literal("subscribe"), id: frameId, topic: z.string().max(64) }),
  z.strictObject({ kind: z.literal("unsubscribe"), id: frameId }),
]);
export type ClientFrame = z.output<typeof clientFrameSchema>;

/** From host to console. */
export const hostFrameSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("welcome"), contract: z.number().int(), product: z.string() }),
  z.strictObject({ kind: z.literal("result"), id: frameId, result: z.unknown() }),
  z.strictObject({ kind: z.literal("failure"), id: frameId.nullable(), error: wireErrorSchema }),
  z.strictObject({ kind: z.literal("message"), id: frameId, payload: z.unknown() }),
]);
export type HostFrame = z.output<typeof hostFrameSchema>;

export type Frame = ClientFrame | HostFrame;
