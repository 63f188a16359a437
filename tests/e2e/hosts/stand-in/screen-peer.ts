// Main's end of the channel to the spec: one queue of calls in order, answered by what answers.ts sets.
import type { MainCalls, ScreenCalls } from "./calls.ts";
import { createPeer } from "./peer.ts";

type Handlers = { -readonly [K in keyof MainCalls]?: MainCalls[K] };
const handlers: Handlers = {};

export const screen = createPeer<ScreenCalls, Handlers>(process, handlers);

export function answer(calls: MainCalls): void {
  Object.assign(handlers, calls);
}

/** For what nobody waits for. A spec that has ended does not mind. */
export function tell(member: string, ...args: readonly unknown[]): void {
  screen.call("tell", member, structuredClone(args)).catch(() => {});
}
