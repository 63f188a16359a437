// What the host tells without being asked. Each topic works only while somebody listens, and once for all who do: one
// snapshot is taken for ten consoles.
import type { Balancer } from "../balancer-types.ts";
import type { BalancerEvent } from "../contract/records.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { TopicName, TopicPayload } from "../contract/topics.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import { createEmitter } from "../events/emitter.ts";
import type { Lab } from "../lab/lab.ts";
import type { Clock } from "../ports.ts";
import type { Configuration } from "./configuration.ts";
import { tellFlow } from "./request-flow.ts";
import { firstTapped, tapRequests } from "./request-tap.ts";

const snapshotEveryMs = 250;
/** A snapshot of five hundred servers is a third of a megabyte: more of them are told as seldom as their rates change. */
const serversPerTurn = 125;
const slowestTurn = 4;
const eventsEveryMs = 500;
const eventsAtFirst = 200;
/** More than a batch can hold are in the log still, and the gap in the numbers tells. */
const eventsPerBatch = 500;

export interface TopicSources {
  readonly balancer: Balancer;
  readonly lab: Pick<Lab, "status" | "onChange">;
  readonly clock: Clock;
  /** With the revision and what else only the host knows. */
  readonly snapshot: () => Snapshot;
  readonly configuration: Pick<Configuration, "latest" | "changes">;
}

interface Topic<Payload> {
  /** What a new subscriber hears at once; undefined where there is nothing yet. */
  current?(): Payload;
  /** Begins to produce; called for the first subscriber, ended after the last. */
  start(emit: (payload: Payload) => void): Unsubscribe;
}

export interface Topics {
  subscribe<T extends TopicName>(
    topic: T,
    listener: (payload: TopicPayload<T>) => void,
  ): Unsubscribe;
}

export function createTopics(sources: TopicSources): Topics {
  const { balancer, lab, clock, snapshot, configuration } = sources;
  const table: { [T in TopicName]: Shared<TopicPayload<T>> } = {
    "snapshot.changed": share({
      current: snapshot,
      start: (emit) => tellSnapshots(sources, emit),
    }),
    "series.changed": share({
      start: (emit) => balancer.onSecond((points) => emit({ points: { ...points } })),
    }),
    "events.changed": share({
      current: () => ({ events: balancer.events.latest(eventsAtFirst) }),
      start: (emit) => batchEvents(balancer, clock, emit),
    }),
    "requests.changed": share({
      current: () => firstTapped(balancer),
      start: (emit) => tapRequests(balancer, clock, emit),
    }),
    "flow.changed": share({ start: (emit) => tellFlow(balancer, clock, emit) }),
    "config.changed": share({
      current: () => configuration.latest,
      start: (emit) => configuration.changes.on(emit),
    }),
    "lab.changed": share({ current: () => lab.status(), start: (emit) => lab.onChange(emit) }),
  };
  return {
    subscribe: (topic, listener) => table[topic].subscribe(listener as never),
  };
}

interface Shared<Payload> {
  subscribe(listener: (payload: Payload) => void): Unsubscribe;
}

function share<Payload>(topic: Topic<Payload>): Shared<Payload> {
  const emitter = createEmitter<Payload>();
  let stop: Unsubscribe | null = null;
  return {
    subscribe(listener) {
      if (topic.current) listener(topic.current());
      const leave = emitter.on(listener);
      stop ??= topic.start((payload) => emitter.emit(payload));
      return () => {
        leave();
        if (emitter.listenerCount > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}

/** Large pools are told of once a second, but at once where something happened. */
function tellSnapshots(
  { balancer, clock, snapshot }: TopicSources,
  emit: (payload: Snapshot) => void,
): Unsubscribe {
  let turn = 0;
  let every = 1;
  let isAwaited = true;
  const leave = balancer.events.onAppend(() => {
    isAwaited = true;
  });
  const timer = clock.every(snapshotEveryMs, () => {
    turn += 1;
    if (turn < every && !isAwaited) return;
    turn = 0;
    isAwaited = false;
    const taken = snapshot();
    const servers = taken.pools.reduce((sum, pool) => sum + pool.servers.length, 0);
    every = Math.max(1, Math.min(slowestTurn, Math.ceil(servers / serversPerTurn)));
    emit(taken);
  });
  return () => {
    leave();
    timer.cancel();
  };
}

function batchEvents(
  balancer: Balancer,
  clock: Clock,
  emit: (payload: { events: BalancerEvent[] }) => void,
): Unsubscribe {
  let waiting: BalancerEvent[] = [];
  const leave = balancer.events.onAppend((event) => {
    waiting.push(event);
    if (waiting.length > eventsPerBatch) waiting.shift();
  });
  const timer = clock.every(eventsEveryMs, () => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    emit({ events });
  });
  return () => {
    leave();
    timer.cancel();
  };
}
