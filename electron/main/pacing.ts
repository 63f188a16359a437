// Keeps what main sends in step with what a page takes in: frames of one turn go as one batch, a page that is behind gets no more
// until it has caught up, and a hidden one gets one snapshot a second. What waits meanwhile is put together, so that a page
// that stands still costs a bounded memory.
import type { Frame } from "../../balancer-core/contract/envelope.ts";
import { isTopicName, type TopicName } from "../../balancer-core/contract/topics.ts";
import type { Clock, Timer } from "../../balancer-core/index.ts";
import { isJoined, join } from "./coalesce.ts";

/** A page draws at ten messages a second or so: half a second behind is slow. */
const maxBehind = 6;
const hiddenSnapshotEveryMs = 1_000;
/** Seconds that are kept for a page that is behind. */
const maxSeconds = 30;
/** Answers to calls, which are never dropped. The host has 64 calls in flight at most. */
const maxWaiting = 512;
/** The host refuses more subscriptions than half of it. */
const maxTopics = 64;

export interface PacerOptions {
  readonly clock: Clock;
  /** May throw: the page can be gone between two lines of ours. */
  readonly post: (number: number, frames: readonly Frame[]) => void;
  readonly isHidden: () => boolean;
  /** The session cannot go on. */
  readonly onFailure: (message: string) => void;
}

export interface Pacer {
  send(frame: Frame): void;
  /** The page has taken in everything up to this batch. */
  taken(number: unknown): void;
  /** A frame of the page's: its subscriptions tell which topic a message is of. */
  note(frame: unknown): void;
  /** Posts what waits, however far behind the page is. */
  flush(): void;
  end(): void;
}

export function createPacer({ clock, post, isHidden, onFailure }: PacerOptions): Pacer {
  const topics = new Map<number, TopicName>();
  let waiting: Frame[] = [];
  let lastPosted = 0;
  let lastTaken = 0;
  let snapshotAt = Number.NEGATIVE_INFINITY;
  let isScheduled = false;
  let timer: Timer | null = null;
  let hasEnded = false;

  const topicOf = (frame: Frame): TopicName | undefined =>
    frame.kind === "message" ? topics.get(frame.id) : undefined;

  function send(frame: Frame): void {
    if (hasEnded) return;
    add(frame);
    if (waiting.length > maxWaiting) fail(`more than ${maxWaiting} frames wait for the page`);
    else schedule();
  }

  function add(frame: Frame): void {
    const topic = topicOf(frame);
    if (frame.kind !== "message" || topic === undefined) {
      waiting.push(frame);
      return;
    }
    const same = (other: Frame) => other.kind === "message" && other.id === frame.id;
    if (!isJoined(topic)) {
      if (waiting.filter(same).length >= maxSeconds) waiting.splice(waiting.findIndex(same), 1);
      waiting.push(frame);
      return;
    }
    const index = waiting.findIndex(same);
    const earlier = waiting[index];
    if (earlier?.kind !== "message") waiting.push(frame);
    else
      waiting[index] = { ...frame, payload: join(topic, earlier.payload, frame.payload) as never };
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    queueMicrotask(() => {
      isScheduled = false;
      if (lastPosted - lastTaken < maxBehind) postAll(isHidden());
    });
  }

  function postAll(withoutSnapshots: boolean): void {
    if (hasEnded || waiting.length === 0) return;
    const now = clock.now();
    const nextSnapshotMs = snapshotAt + hiddenSnapshotEveryMs - now;
    const isEarly = withoutSnapshots && nextSnapshotMs > 0;
    const isHeld = (frame: Frame) => isEarly && topicOf(frame) === "snapshot.changed";
    const frames = waiting.filter((frame) => !isHeld(frame));
    waiting = waiting.filter(isHeld);
    if (waiting.length > 0) timer ??= clock.after(nextSnapshotMs, onTimer);
    if (frames.length === 0) return;
    if (frames.some((frame) => topicOf(frame) === "snapshot.changed")) snapshotAt = now;
    try {
      post(++lastPosted, frames);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  }

  function onTimer(): void {
    timer = null;
    schedule();
  }

  function fail(message: string): void {
    end();
    onFailure(message);
  }

  function end(): void {
    hasEnded = true;
    waiting = [];
    topics.clear();
    timer?.cancel();
    timer = null;
  }

  return {
    send,
    taken(number) {
      // SECURITY: only what was posted can be taken in; another number must not switch the brake off.
      if (typeof number !== "number" || !(number > lastTaken && number <= lastPosted)) return;
      lastTaken = number;
      if (waiting.length > 0) schedule();
    },
    note(frame) {
      if (typeof frame !== "object" || frame === null || !("kind" in frame) || !("id" in frame)) {
        return;
      }
      if (typeof frame.id !== "number") return;
      if (frame.kind === "unsubscribe") topics.delete(frame.id);
      if (frame.kind !== "subscribe" || !("topic" in frame) || !isTopicName(frame.topic)) return;
      if (topics.size < maxTopics) topics.set(frame.id, frame.topic);
    },
    flush: () => postAll(false),
    end,
  };
}
