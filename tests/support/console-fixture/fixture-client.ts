// A BalancerClient that answers from an invented world which moves on four times a second. For looking at pages only.
import type { BalancerClient, ConnectionStatus } from "../../../balancer-core/client/types.ts";
import { BalancerError } from "../../../balancer-core/contract/balancer-error.ts";
import type { MethodName } from "../../../balancer-core/contract/methods.ts";
import type { TopicName, TopicPayload } from "../../../balancer-core/contract/topics.ts";
import { fixtureFlow } from "./fixture-flow.ts";
import { createFixtureTraffic } from "./fixture-traffic.ts";
import { createFixtureWorld } from "./fixture-world.ts";

export interface FixtureOptions {
  readonly scene: "open" | "lost" | "connecting" | "mismatch";
  readonly extraServers?: number;
}

type Listener = (payload: never) => void;

export function createFixtureClient({ scene, extraServers }: FixtureOptions): BalancerClient {
  const world = createFixtureWorld(extraServers);
  const traffic = createFixtureTraffic();
  const listeners = new Map<TopicName, Set<Listener>>();
  const statusListeners = new Set<(status: ConnectionStatus) => void>();
  let status: ConnectionStatus =
    scene === "connecting" ? { state: "connecting" } : { state: "open" };

  function publish<T extends TopicName>(topic: T, payload: TopicPayload<T>): void {
    for (const listener of listeners.get(topic) ?? []) listener(payload as never);
  }

  function setStatus(next: ConnectionStatus): void {
    status = next;
    for (const listener of statusListeners) listener(next);
  }

  if (scene !== "connecting") {
    let tick = 0;
    window.setInterval(() => {
      if (status.state !== "open") return;
      tick += 1;
      publish("snapshot.changed", world.snapshot());
      if (tick % 2 === 0)
        publish("requests.changed", { requests: traffic(Date.now(), 12), missed: 0 });
      if (tick % 2 === 0) publish("flow.changed", fixtureFlow(world.snapshot()));
      if (tick % 4 === 0) {
        publish("series.changed", { points: world.advance() });
        publish("lab.changed", world.lab());
      }
    }, 250);
  }
  if (scene === "lost" || scene === "mismatch")
    window.setTimeout(
      () =>
        setStatus({
          state: "lost",
          message: "the connection was closed",
          retryAt: scene === "lost" ? Date.now() + 4_800 : null,
        }),
      1_200,
    );

  function first(topic: TopicName, listener: Listener): void {
    const tell = listener as (payload: unknown) => void;
    if (topic === "snapshot.changed") tell(world.snapshot());
    if (topic === "requests.changed") tell({ requests: traffic(Date.now(), 250), missed: 0 });
    if (topic === "lab.changed") tell(world.lab());
    if (topic === "events.changed") tell({ events: world.events() });
    if (topic === "config.changed") tell(world.configChange());
    if (topic === "series.changed") for (const points of world.history()) tell({ points });
  }

  return {
    get status() {
      return status;
    },
    async call(method: MethodName, params: unknown) {
      if (status.state !== "open")
        throw new BalancerError("HOST_UNAVAILABLE", "the fixture's connection is lost");
      const result = world.answer(method, params as Record<string, unknown>);
      publish("snapshot.changed", world.snapshot());
      publish("lab.changed", world.lab());
      publish("config.changed", world.configChange());
      return result as never;
    },
    subscribe(topic, listener) {
      const known = listeners.get(topic) ?? new Set<Listener>();
      known.add(listener as Listener);
      listeners.set(topic, known);
      if (scene !== "connecting") queueMicrotask(() => first(topic, listener as Listener));
      return () => known.delete(listener as Listener);
    },
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    reconnect: () => setStatus({ state: "open" }),
    close: () => setStatus({ state: "lost", message: "closed", retryAt: null }),
  };
}
