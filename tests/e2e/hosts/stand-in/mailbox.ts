// Messages from main to one window's page: the page asks for the next ones, and gets all that wait, in order.
import type { Delivery } from "./preload-script.ts";

/** Enough for a page that is being loaded; one that never asks must not fill the memory. */
const maxWaiting = 1_000;

export interface Mailbox {
  post(delivery: Delivery): void;
  /** The page asks once at a time; a later question is a new page's, and the older one stays unanswered. */
  next(): Promise<readonly Delivery[]>;
  /** The page is gone, and what was meant for it with it. */
  clear(): void;
}

export function createMailbox(): Mailbox {
  let waiting: Delivery[] = [];
  let asker: ((deliveries: readonly Delivery[]) => void) | null = null;

  function hand(): void {
    if (asker === null || waiting.length === 0) return;
    asker(waiting);
    waiting = [];
    asker = null;
  }

  return {
    post(delivery) {
      if (waiting.length < maxWaiting) waiting.push(delivery);
      hand();
    },
    next: () =>
      new Promise((resolve) => {
        asker = resolve;
        hand();
      }),
    clear() {
      waiting = [];
      asker = null;
    },
  };
}
