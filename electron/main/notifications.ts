// Tells of servers that go down or come back by the system's own notifications, when the person wants them and does not look.
import { BrowserWindow, Notification } from "electron";
import type { Clock } from "../../balancer-core/index.ts";
import type { Core } from "./core.ts";
import { createNotices, type Notice, type NoticedServer } from "./notices.ts";
import { say } from "./words.ts";

/** Those on the screen; one that is forgotten here could be collected before it is clicked. */
const mostShown = 8;

export interface NotificationOptions {
  readonly core: Pick<Core, "onHost">;
  readonly clock: Clock;
  readonly isWanted: () => boolean;
  /** A click on a notification. */
  readonly onClick: (server: NoticedServer) => void;
}

export function notifyOfServers({ core, clock, isWanted, onClick }: NotificationOptions): void {
  const shown: Notification[] = [];
  const notices = createNotices(clock, (notice) => {
    // Whoever looks sees it on the page.
    if (isWanted() && BrowserWindow.getFocusedWindow() === null) show(notice);
  });
  let unsubscribe = () => {};

  core.onHost((host) => {
    unsubscribe();
    notices.forget();
    // The first message is what happened before.
    let isFirst = true;
    unsubscribe =
      host?.subscribe("events.changed", ({ events }) => {
        if (!isFirst) notices.see(events);
        isFirst = false;
      }) ?? (() => {});
  });

  function show({ kind, servers }: Notice): void {
    const [first] = servers;
    if (first === undefined || !Notification.isSupported()) return;
    const notification = new Notification({ ...textOf(kind, servers, first), silent: false });
    notification.on("click", () => onClick(first));
    notification.on("failed", (_event, error) => {
      console.error(`evenkeel: the system showed no notification: ${error}`);
    });
    shown.push(notification);
    if (shown.length > mostShown) shown.shift()?.close();
    notification.show();
  }
}

function textOf(kind: Notice["kind"], servers: Notice["servers"], first: NoticedServer) {
  if (servers.length === 1) {
    const { pool, server, reason } = first;
    return {
      title: say(kind === "down" ? "serverDown" : "serverBack", { server }),
      body: say("inPool", { pool, reason }),
    };
  }
  const named = servers.slice(0, 5).map(({ pool, server }) => `${pool}/${server}`);
  const more = servers.length > named.length ? " …" : "";
  return {
    title: say(kind === "down" ? "manyDown" : "manyBack", { count: servers.length }),
    body: named.join(", ") + more,
  };
}
