// Whether notifications can be shown from here, and the question for it, which is asked at the switch and nowhere else: a question
// nobody expects is refused, and a refusal stays.
import { hostKind } from "../../transport/choose-transport.ts";

/** `impossible`: this browser has none, or none without https. `unanswered`: the question was put away. */
export type NotificationPermissionNow = "granted" | "denied" | "unanswered" | "impossible";

export function notificationPermission(): NotificationPermissionNow {
  // The desktop shell shows them itself and needs no permission; its page is granted nothing.
  if (hostKind() === "desktop") return "granted";
  if (!("Notification" in window) || !window.isSecureContext) return "impossible";
  return answerOf(Notification.permission);
}

/** To be called within a click. */
export async function askForNotifications(): Promise<NotificationPermissionNow> {
  const now = notificationPermission();
  if (now !== "unanswered") return now;
  try {
    return answerOf(await Notification.requestPermission());
  } catch {
    return "impossible";
  }
}

const answerOf = (permission: NotificationPermission): NotificationPermissionNow =>
  permission === "default" ? "unanswered" : permission;
