// What main's process holds on to: listeners at Electron's emitters, timers and sockets, and memory after a collection.
import type { EventEmitter } from "node:events";
import type { Holdings } from "./calls.ts";

export async function holdings(
  emitters: Readonly<Record<string, EventEmitter>>,
): Promise<Holdings> {
  // What has just been let go of takes a few turns to be gone.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.gc?.();
  }
  const listeners: Record<string, number> = {};
  for (const [name, emitter] of Object.entries(emitters)) {
    for (const event of emitter.eventNames()) {
      listeners[`${name} ${String(event)}`] = emitter.listenerCount(event);
    }
  }
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    resources[kind] = (resources[kind] ?? 0) + 1;
  }
  return { listeners, resources, heapUsedBytes: process.memoryUsage().heapUsed };
}
