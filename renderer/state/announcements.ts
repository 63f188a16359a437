// What a screen reader is told of the servers: who changed and how many are up, in one sentence, at most every two seconds. Between
// two sentences changes add up, and a server that is back where it was is not mentioned.
import type { ServerState, Snapshot } from "../../balancer-core/contract/snapshot.ts";
import { textOf } from "../i18n/i18n.ts";
import { stateInside } from "../i18n/state-inside.ts";
import { overviewOf } from "./overview.ts";

const quietMs = 2_000;
/** A sentence names this many servers; more are counted. */
const namedAtMost = 3;

type States = ReadonlyMap<string, ServerState>;

const statesOf = ({ pools }: Snapshot): States =>
  new Map(
    pools.flatMap(({ id, servers }) =>
      servers.map((server) => [`${id}/${server.id}`, server.state] as const),
    ),
  );

export interface Change {
  readonly pool: string;
  readonly server: string;
  readonly state: ServerState;
}

export function changesBetween(before: States, after: States): Change[] {
  return [...after].flatMap(([key, state]) => {
    const old = before.get(key);
    const [pool = "", server = ""] = key.split("/");
    return old === undefined || old === state ? [] : [{ pool, server, state }];
  });
}

/** `s2 down, 2 of 3 up`. */
export function sentenceOf(changes: readonly Change[], snapshot: Snapshot): string {
  const t = textOf("shell");
  const { up, servers } = overviewOf(snapshot);
  const more = changes.length - namedAtMost;
  return [
    ...changes.slice(0, namedAtMost).map(({ server, state }) => `${server} ${stateInside(state)}`),
    ...(more > 0 ? [t("moreChanged", { count: more })] : []),
    t("upOf", { up, servers }),
  ].join(", ");
}

export interface Announcer {
  see(snapshot: Snapshot): void;
  stop(): void;
}

/** Calls `say` with each sentence and what it is about. */
export function createAnnouncer(
  say: (sentence: string, changes: readonly Change[]) => void,
): Announcer {
  let said: States | null = null;
  let latest: Snapshot | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    if (!latest || !said) return;
    const now = statesOf(latest);
    const changes = changesBetween(said, now);
    said = now;
    if (changes.length === 0) return;
    say(sentenceOf(changes, latest), changes);
    timer = setTimeout(() => {
      timer = undefined;
      tell();
    }, quietMs);
  }

  return {
    see(snapshot) {
      latest = snapshot;
      said ??= statesOf(snapshot);
      if (timer === undefined) tell();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
