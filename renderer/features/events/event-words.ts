// What kinds of events are called on the page.
import type { EventKind } from "./event-groups.ts";

export const kindWords: Readonly<Record<EventKind, string>> = {
  "server-state": "Server state",
  config: "Configuration",
  listener: "Listener",
  lifecycle: "Lifecycle",
  lab: "Lab",
};
