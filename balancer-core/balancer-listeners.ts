// The balancer's listeners by id: opened all or none, replaced without a gap where the address is free, closed gracefully.
import type { NewEvent } from "./balancer-types.ts";
import type { ConfigDiff } from "./config/diff.ts";
import type { ListenerConfig } from "./contract/config-listener.ts";
import { sentence } from "./contract/sentences.ts";
import { tryAddress } from "./contract/units.ts";
import { systemCode } from "./errors.ts";
import { createListener } from "./proxy/create-listener.ts";
import type { Listener, ListenerDependencies } from "./proxy/types.ts";

export interface ListenerEntry {
  readonly listener: Listener;
  /** What went wrong on it last, while open. */
  error: string | null;
}

export interface ListenerSetOptions {
  readonly deps: Omit<ListenerDependencies, "onFailure" | "onWarning">;
  readonly onEvent: (event: NewEvent) => void;
}

export interface ListenerSet {
  readonly all: readonly ListenerEntry[];
  /** Opens all, or none when one cannot be opened. */
  open(configs: readonly ListenerConfig[]): Promise<void>;
  /**
   * Opens what is new, then runs `commit`, then changes what stays and closes what is gone. Rejects with everything as before,
   * `commit` not run, when something cannot be opened.
   */
  change(diff: ConfigDiff["listeners"], deadlineMs: number, commit: () => void): Promise<void>;
  arrange(ids: readonly string[]): void;
  close(deadlineMs: number): Promise<void>;
  /** Shortens the deadline of a close under way. */
  hasten(deadlineMs: number): void;
}

export function createListenerSet({ deps, onEvent }: ListenerSetOptions): ListenerSet {
  const entries = new Map<string, ListenerEntry>();
  /** Closed ones whose last connections are still open. */
  const leaving = new Set<Listener>();

  async function openOne(config: ListenerConfig): Promise<ListenerEntry> {
    const entry: ListenerEntry = {
      error: null,
      listener: createListener(config, {
        ...deps,
        onFailure(error) {
          entry.error = systemCode(error);
          const message = saysOf(config.id, systemCode(error));
          onEvent({ kind: "listener", level: "error", message, listener: config.id });
        },
        onWarning(text) {
          const message = saysOf(config.id, text);
          onEvent({ kind: "listener", level: "warning", message, listener: config.id });
        },
      }),
    };
    try {
      await entry.listener.listen();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      onEvent({ kind: "listener", level: "error", message, listener: config.id });
      throw error;
    }
    return entry;
  }

  /** One after the other, so that the error names the first in the order of the configuration. */
  async function openAll(configs: readonly ListenerConfig[]): Promise<ListenerEntry[]> {
    const opened: ListenerEntry[] = [];
    try {
      for (const config of configs) opened.push(await openOne(config));
    } catch (error) {
      await Promise.all(opened.map(({ listener }) => listener.close(0)));
      throw error;
    }
    return opened;
  }

  function adopt(opened: readonly ListenerEntry[]): void {
    for (const entry of opened) {
      const { id } = entry.listener.config;
      entries.set(id, entry);
      const address = entry.listener.address ?? "no address";
      const message = sentence("LISTENS", { thing: sentence("LISTENER", { id }), address });
      onEvent({ kind: "listener", level: "info", message, listener: id });
    }
  }

  async function retire(entry: ListenerEntry, deadlineMs: number): Promise<void> {
    const { listener } = entry;
    const { id, bind } = listener.config;
    const address = listener.address ?? bind;
    leaving.add(listener);
    await listener.close(deadlineMs);
    leaving.delete(listener);
    onEvent({
      kind: "listener",
      level: "info",
      message: sentence("CLOSED", { thing: sentence("LISTENER", { id }), address }),
      listener: id,
    });
  }

  async function change(
    { added, removed, rebound, updated }: ConfigDiff["listeners"],
    deadlineMs: number,
    commit: () => void,
  ): Promise<void> {
    const goneIds = [...removed.map(({ id }) => id), ...rebound.map(({ before }) => before.id)];
    const gone = goneIds.flatMap((id) => entries.get(id) ?? []);
    const wanted = [...added, ...rebound.map(({ after }) => after)];
    // A port that one of those going holds can only be taken after it let go; all others are opened while the old ones serve.
    const holders = gone.filter(({ listener }) =>
      wanted.some((config) => samePort(config, listener.config)),
    );
    const blocked = wanted.filter((config) =>
      holders.some(({ listener }) => samePort(config, listener.config)),
    );
    const opened = await openAll(wanted.filter((config) => !blocked.includes(config)));
    const retiring = holders.map((entry) => retire(entry, deadlineMs));
    try {
      opened.push(...(await openAll(blocked)));
    } catch (error) {
      await Promise.all(opened.map(({ listener }) => listener.close(0)));
      for (const { listener } of holders) adopt(await openAll([listener.config]));
      throw error;
    }
    commit();
    for (const { id } of removed) entries.delete(id);
    adopt(opened);
    for (const { after } of updated) entries.get(after.id)?.listener.update(after);
    for (const entry of gone) {
      if (!holders.includes(entry)) retiring.push(retire(entry, deadlineMs));
    }
    // Closing goes on in the background: it lasts as long as the last request on the old socket.
    void Promise.all(retiring);
  }

  return {
    get all() {
      return [...entries.values()];
    },
    async open(configs) {
      adopt(await openAll(configs));
    },
    change,
    arrange(ids) {
      for (const id of ids) {
        const entry = entries.get(id);
        if (!entry) continue;
        entries.delete(id);
        entries.set(id, entry);
      }
    },
    async close(deadlineMs) {
      const earlier = [...leaving].map((listener) => listener.close(deadlineMs));
      const present = [...entries.values()].map((entry) => retire(entry, deadlineMs));
      await Promise.all([...earlier, ...present]);
    },
    hasten(deadlineMs) {
      for (const listener of leaving) void listener.close(deadlineMs);
    },
  };
}

const saysOf = (id: string, said: string): string =>
  sentence("THING_SAYS", { thing: sentence("LISTENER", { id }), said });

function samePort(one: ListenerConfig, other: ListenerConfig): boolean {
  const port = tryAddress(one.bind)?.port ?? 0;
  return port !== 0 && port === tryAddress(other.bind)?.port;
}
