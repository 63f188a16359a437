// Makes a use of Electron that the stand-in does not know fail with its name, instead of as `undefined`.
import { EventEmitter } from "node:events";

export function strict<Members extends object>(name: string, members: Members): Members {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (typeof key === "string" && !(key in target) && key !== "then") {
        throw new Error(`the stand-in for Electron has no ${name}.${key}`);
      }
      return Reflect.get(target, key, receiver);
    },
  });
}

/** `events` are those it emits: listening to another would wait for ever. */
export function strictEmitter<Members extends object>(
  name: string,
  events: readonly string[],
  members: Members,
): EventEmitter & Members {
  const emitter = Object.assign(new EventEmitter(), members);
  emitter.on("newListener", (event) => {
    if (!events.includes(String(event))) {
      throw new Error(`the stand-in for Electron's ${name} never emits "${String(event)}"`);
    }
  });
  return strict(name, emitter);
}

/** An event whose default can be prevented; further members as Electron's event has them. */
export function createEvent<Details extends object>(details: Details) {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
