// `Notification`: tells the spec what the system would show, for the spec to click.
import { mustBeReady } from "./app.ts";
import { tell } from "./screen-peer.ts";
import { createEvent, strict, strictEmitter } from "./strict.ts";

interface NotificationOptions {
  readonly title: string;
  readonly body: string;
}

const shown = new Map<string, () => void>();

export class Notification {
  static isSupported(): boolean {
    return true;
  }

  constructor(options: NotificationOptions) {
    mustBeReady("new Notification");
    const emitter = strictEmitter("notification", ["click", "close", "failed"], {
      show() {
        tell("Notification.show", options);
        shown.set(options.title, () => emitter.emit("click", createEvent({})));
      },
      close() {
        shown.delete(options.title);
        emitter.emit("close", createEvent({}));
      },
    });
    // biome-ignore lint/correctness/noConstructorReturn: the strict view is what main must hold.
    return strict("notification", emitter) as unknown as Notification;
  }
}

export function clickNotification(title: string): void {
  const click = shown.get(title);
  if (!click) throw new Error(`no notification "${title}" is shown`);
  click();
}
