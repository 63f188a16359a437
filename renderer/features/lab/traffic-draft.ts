// A generator as the form holds it while it is being written: checked by the contract's own schema before it is sent.

import type { BalancerError } from "../../../balancer-core/contract/balancer-error.ts";
import { trafficSchema } from "../../../balancer-core/contract/config-lab.ts";
import type { ScenarioRun } from "../../../balancer-core/contract/scenario-status.ts";
import type { ListenerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { textOf } from "../../i18n/i18n.ts";
import { capitalised } from "../../lib/sentence.ts";
import { problemsOf } from "../../state/actions.ts";
import { type TrafficDocument, trafficDefaults } from "./traffic-form.ts";

export interface TrafficDraft {
  readonly id: string;
  readonly target: string;
  readonly mode: TrafficDocument["mode"];
  /** null while the field holds no number. */
  readonly rate: number | null;
  readonly concurrency: number | null;
  readonly thinkTime: string;
  readonly path: string;
  /** Empty for none. */
  readonly host: string;
}

/** The mode is chosen, and cannot be wrong. */
type Field = Exclude<keyof TrafficDraft, "mode">;
export type TrafficErrors = Readonly<Partial<Record<keyof TrafficDraft, string>>>;

/** Those that stay: a scenario's own leave with it, and traffic to them would have no target then. */
export function targetsOf(
  listeners: readonly ListenerSnapshot[],
  run: ScenarioRun | undefined,
): readonly ListenerSnapshot[] {
  const isPlaying = run !== undefined && run.state !== "ended";
  const own = new Set(isPlaying ? run.arms.map(({ listener }) => listener) : []);
  return listeners.filter(({ id }) => !own.has(id));
}

export const newDraft = (takenIds: readonly string[], target: string): TrafficDraft => ({
  id: freeTrafficId(takenIds),
  target,
  mode: "open",
  rate: trafficDefaults.rate,
  concurrency: trafficDefaults.concurrency,
  thinkTime: trafficDefaults.thinkTime,
  path: trafficDefaults.path,
  host: "",
});

/** `steady`, as in the examples, then `steady-2` and so on. */
export function freeTrafficId(taken: readonly string[]): string {
  const known = new Set(taken);
  let id = "steady";
  for (let number = 2; known.has(id); number += 1) id = `steady-${number}`;
  return id;
}

/** The document's form: only what the mode has, and no default but the figure the mode is about. */
export function trafficOf(draft: TrafficDraft): TrafficDocument {
  const { id, target, thinkTime, path, host } = draft;
  const rest = {
    ...(path === trafficDefaults.path ? {} : { path }),
    ...(host === "" ? {} : { host }),
  };
  if (draft.mode === "open") {
    return { id, target, mode: "open", rate: draft.rate ?? Number.NaN, ...rest };
  }
  return {
    id,
    target,
    mode: "closed",
    concurrency: draft.concurrency ?? Number.NaN,
    ...(thinkTime === trafficDefaults.thinkTime ? {} : { thinkTime }),
    ...rest,
  };
}

/** One sentence for each field that is wrong. */
export function checkTraffic(draft: TrafficDraft, takenIds: readonly string[]): TrafficErrors {
  const t = textOf("lab");
  const sentences: Record<Field, string> = {
    rate: t("wrongRate", { max: 20_000 }),
    concurrency: t("wrongWhole", { min: 1, max: 1_000 }),
    thinkTime: t("wrongDuration"),
    path: t("wrongPath"),
    host: t("wrongHost"),
    target: t("noTarget"),
    id: t("wrongId"),
  };
  const errors: Partial<Record<keyof TrafficDraft, string>> = {};
  for (const { path } of trafficSchema.safeParse(trafficOf(draft)).error?.issues ?? []) {
    const field = path[0] as Field;
    errors[field] = sentences[field];
  }
  if (takenIds.includes(draft.id)) errors.id = t("takenTraffic", { id: draft.id });
  return errors;
}

/** What the balancer found wrong, at the fields it named. */
export function refusalOf(error: BalancerError): TrafficErrors {
  const errors: Partial<Record<keyof TrafficDraft, string>> = {};
  for (const { path, message } of problemsOf(error)) {
    if (!path.startsWith("lab.traffic")) continue;
    const field = path.split(".").at(-1) as keyof TrafficDraft;
    errors[field] ??= capitalised(message);
  }
  return errors;
}
