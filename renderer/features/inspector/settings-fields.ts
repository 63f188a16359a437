// Which settings of a server, pool and listener the inspector lets one change, in which groups, and what is written into each.
import { type PoolConfig, retryReasons } from "../../../balancer-core/contract/config-pool.ts";
import type { TextKey } from "../../i18n/catalogue-types.ts";

type PathOf<Key> = Key extends `field.${infer Path}` ? Path : never;
/** Every setting has a text, and none is misspelt. */
export type FieldPath = PathOf<TextKey<"inspector">>;

export type FieldKind =
  | "text"
  | "duration"
  | "size"
  | "whole"
  | "number"
  | "flag"
  | "choice"
  | "many";

export interface SettingField {
  /** In the document: `timeouts.connect`. Its text is in the catalogue under the same path. */
  readonly path: FieldPath;
  readonly kind: FieldKind;
  /** Of choices. */
  readonly options?: readonly string[];
  /** Emptied, its default holds. */
  readonly isOptional?: boolean;
  /** Only in these variants of its group, by `type`. */
  readonly only?: readonly string[];
}

export interface SettingGroup {
  readonly name: GroupName;
  readonly fields: readonly SettingField[];
}

export type GroupName =
  | "server"
  | "choice"
  | "stickiness"
  | "health"
  | "passive"
  | "retries"
  | "timeouts"
  | "upstream"
  | "limits";

const of =
  (kind: FieldKind) =>
  (path: FieldPath, more: Partial<SettingField> = {}): SettingField => ({ path, kind, ...more });
const [text, duration, size] = [of("text"), of("duration"), of("size")];
const [whole, number, flag] = [of("whole"), of("number"), of("flag")];
const choice = (path: FieldPath, options: readonly string[]) => of("choice")(path, { options });

export const serverGroups: readonly SettingGroup[] = [
  {
    name: "server",
    fields: [
      whole("weight"),
      whole("maxConnections"),
      text("address"),
      choice("intent", ["ready", "drain", "maintenance"]),
      flag("backup"),
    ],
  },
];

const asking = { only: ["http", "https"] };
const checking = { only: ["http", "https", "tcp"] };
const keyed = { only: ["consistent-hash", "maglev"] };

/** The algorithm itself is chosen above them, at once. */
export const poolGroups = (algorithm: PoolConfig["algorithm"]["type"]): readonly SettingGroup[] => [
  {
    name: "choice",
    fields: [
      whole("algorithm.choices", { only: ["power-of-two-choices"] }),
      duration("algorithm.decay", { only: ["peak-ewma"] }),
      text("algorithm.key", keyed),
      number("algorithm.boundedLoad", { only: ["consistent-hash"] }),
      whole("algorithm.tableSize", { only: ["maglev"] }),
      duration("slowStart"),
      whole("panicThreshold"),
    ].filter(({ only }) => only?.includes(algorithm) ?? true),
  },
  {
    name: "stickiness",
    fields: [
      choice("stickiness.type", ["none", "cookie", "source-ip", "header"]),
      text("stickiness.name", { only: ["cookie", "header"] }),
      duration("stickiness.ttl", { only: ["cookie", "source-ip", "header"] }),
    ],
  },
  {
    name: "health",
    fields: [
      choice("health.type", ["none", "http", "https", "tcp"]),
      text("health.path", asking),
      choiceOf("health.method", ["GET", "HEAD", "OPTIONS"], asking),
      text("health.expectStatus", asking),
      duration("health.interval", checking),
      duration("health.timeout", checking),
      whole("health.fall", checking),
      whole("health.rise", checking),
      duration("health.fastInterval", checking),
      whole("health.port", { ...checking, isOptional: true }),
    ],
  },
  {
    name: "passive",
    fields: [
      whole("passive.consecutiveFailures"),
      duration("passive.ejectFor"),
      duration("passive.maxEjectFor"),
      whole("passive.maxEjectedPercent"),
    ],
  },
  {
    name: "retries",
    fields: [
      whole("retries.attempts"),
      whole("retries.budgetPercent"),
      duration("retries.backoff.base"),
      duration("retries.backoff.max"),
      of("many")("retries.on", { options: retryReasons }),
    ],
  },
  {
    name: "timeouts",
    fields: [
      duration("timeouts.connect"),
      duration("timeouts.response"),
      duration("timeouts.idle"),
      duration("timeouts.queue"),
      duration("drain.deadline"),
      duration("drain.quiet"),
    ],
  },
  {
    name: "upstream",
    fields: [
      choice("upstream.protocol", ["http1", "h2"]),
      whole("upstream.maxIdlePerServer"),
      flag("upstream.tls"),
      flag("upstream.keepAlive"),
    ],
  },
];

function choiceOf(
  path: FieldPath,
  options: readonly string[],
  more: Partial<SettingField>,
): SettingField {
  return { ...choice(path, options), ...more };
}

export const listenerGroups: readonly SettingGroup[] = [
  {
    name: "limits",
    fields: [
      size("limits.headerBytes"),
      whole("limits.headers"),
      duration("limits.headerTimeout"),
      duration("limits.idleTimeout"),
      whole("limits.connections"),
      size("limits.bodyBytes"),
      whole("limits.requestsPerSecondPerIp"),
    ],
  },
];
