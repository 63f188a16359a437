// Everything a person can do to the balancer. Says what happened in a toast and offers to take it back: no question before.
// Each action resolves to whether it worked, so that a form knows whether to close; it never rejects.

import type { BalancerClient } from "../../balancer-core/client/types.ts";
import { BalancerError } from "../../balancer-core/contract/balancer-error.ts";
import type { FaultKind } from "../../balancer-core/contract/lab-faults.ts";
import type {
  MethodName,
  MethodParams,
  MethodResult,
} from "../../balancer-core/contract/methods.ts";
import type { Problem } from "../../balancer-core/contract/problems.ts";
import type { ScenarioId } from "../../balancer-core/contract/scenario-texts.ts";
import { coreText } from "../i18n/core-text.ts";
import { errorSentence } from "../i18n/error-sentence.ts";
import { textOf } from "../i18n/i18n.ts";

/** The step that a toast offers after a change, and the revision that it is for. */
export interface Offer {
  readonly step: "undo" | "redo";
  readonly run: () => void;
  /** Absent where the host does not tell it. */
  readonly revision: number | undefined;
}

export interface Notifier {
  success(message: string): void;
  changed(message: string, offer: Offer): void;
  failure(message: string, detail?: string): void;
}

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: BalancerError };

type Changes<M extends "server.update" | "pool.update" | "lab-server.update" | "traffic.update"> =
  MethodParams<M>["changes"];

type ServerRefs = MethodParams<"servers.update">["servers"];

export interface Actions {
  addServer(pool: string, server: MethodParams<"server.add">["server"]): Promise<Outcome>;
  updateServer(pool: string, server: string, changes: Changes<"server.update">): Promise<Outcome>;
  setIntent(
    pool: string,
    server: string,
    intent: "ready" | "drain" | "maintenance",
  ): Promise<Outcome>;
  drainServer(
    pool: string,
    server: string,
    options?: { readonly deadline?: string; readonly thenRemove?: boolean },
  ): Promise<Outcome>;
  removeServer(pool: string, server: string): Promise<Outcome>;
  /** One change and one step to take back, however many there are. */
  updateServers(
    servers: ServerRefs,
    changes: MethodParams<"servers.update">["changes"],
  ): Promise<Outcome>;
  removeServers(servers: ServerRefs): Promise<Outcome>;
  /** To another pool, where the old place drains, or to another place in its own. */
  moveServer(pool: string, server: string, to: string, before?: string): Promise<Outcome>;
  /** Resolves with the id of the simulated server, null when it was refused. */
  addSimulated(pool: string): Promise<string | null>;
  updatePool(pool: string, changes: Changes<"pool.update">): Promise<Outcome>;
  updateLabServer(id: string, changes: Changes<"lab-server.update">): Promise<Outcome>;
  updateTraffic(id: string, changes: Changes<"traffic.update">): Promise<Outcome>;
  giveFault(id: string, fault: FaultKind, duration: string): Promise<Outcome>;
  healFault(id: string, fault: FaultKind): Promise<Outcome>;
  /** `algorithms` are for the one that compares two. */
  startScenario(id: ScenarioId, algorithms?: readonly [string, string]): Promise<Outcome>;
  stopScenario(): Promise<Outcome>;
  startTraffic(id: string): Promise<Outcome>;
  stopTraffic(id: string): Promise<Outcome>;
  /** Replaces the whole text by what `change` makes of it, unless it was changed meanwhile. `done` says so in the toast. */
  changeYaml(change: (yaml: string) => string, done?: () => string): Promise<Outcome>;
  putYaml(yaml: string, revision: number): Promise<Outcome>;
  /** Brings an earlier revision back, unless another one than `ifRevision` runs by now. */
  restoreRevision(revision: number, ifRevision: number): Promise<Outcome>;
  undo(): Promise<Outcome>;
  redo(): Promise<Outcome>;
}

/** Asked when something was done, so that the toast is in the language of that moment. */
const t = textOf("actions");

export function createActions(client: BalancerClient, notify: Notifier): Actions {
  async function run<M extends MethodName>(
    method: M,
    params: MethodParams<M>,
    done: (() => string) | null,
    step: Offer["step"] = "undo",
  ): Promise<Outcome> {
    let result: MethodResult<M>;
    try {
      result = await client.call(method, params);
    } catch (cause) {
      return refused(asBalancerError(cause));
    }
    if (done !== null) tell(done(), step, revisionOf(result));
    return { ok: true };
  }

  function tell(message: string, step: Offer["step"], revision: number | undefined): void {
    notify.changed(message, { step, revision, run: () => void (step === "undo" ? undo : redo)() });
  }

  function refused(error: BalancerError): Outcome {
    notify.failure(errorSentence(error.code), sentenceOf(error));
    return { ok: false, error };
  }

  const undo = () => run("config.undo", {}, () => t("takenBack"), "redo");
  const redo = () => run("config.redo", {}, () => t("doneAgain"));

  return {
    undo,
    redo,
    addServer: (pool, server) =>
      run("server.add", { pool, server }, () => t("added", { server: server.id, pool })),
    updateServer: (pool, server, changes) =>
      run("server.update", { pool, server, changes }, () => t("changed", { server })),
    setIntent: (pool, server, intent) =>
      run("server.update", { pool, server, changes: { intent } }, () =>
        t(`intent.${intent}`, { server }),
      ),
    drainServer: (pool, server, options = {}) =>
      run("server.drain", { pool, server, ...options }, () =>
        options.thenRemove === true
          ? t("drainingThenRemoved", { server })
          : t("intent.drain", { server }),
      ),
    removeServer: (pool, server) =>
      run("server.remove", { pool, server }, () => t("removed", { server, pool })),
    updateServers: (servers, changes) =>
      run("servers.update", { servers, changes }, () =>
        t("changedMany", { count: servers.length }),
      ),
    removeServers: (servers) =>
      run("servers.remove", { servers }, () => t("removedMany", { count: servers.length })),
    moveServer: (pool, server, to, before) =>
      run("server.move", { pool, server, to, ...(before === undefined ? {} : { before }) }, () =>
        pool === to ? t("ordered", { pool }) : t("moved", { server, to }),
      ),
    addSimulated: async (pool) => {
      try {
        const { id, address, revision } = await client.call("lab-server.add", { pool });
        tell(t("simulated", { server: id, pool, address }), "undo", revision);
        return id;
      } catch (cause) {
        refused(asBalancerError(cause));
        return null;
      }
    },
    updatePool: (pool, changes) =>
      run("pool.update", { pool, changes }, () => t("changedPool", { pool })),
    updateLabServer: (id, changes) =>
      run(
        "lab-server.update",
        { id, changes },
        isPower(changes) ? null : () => t("turned", { id }),
      ),
    updateTraffic: (id, changes) =>
      run("traffic.update", { id, changes }, () => t("turned", { id })),
    giveFault: (id, fault, duration) => run("lab-server.fault", { id, fault, for: duration }, null),
    healFault: (id, fault) => run("lab-server.heal", { id, fault }, null),
    startScenario: (id, algorithms) =>
      run("scenario.start", { id, ...(algorithms && { algorithms: [...algorithms] }) }, null),
    stopScenario: () => run("scenario.stop", {}, null),
    startTraffic: (id) => run("traffic.start", { id }, null),
    stopTraffic: (id) => run("traffic.stop", { id }, null),
    changeYaml: async (change, done = () => t("applied")) => {
      let current: MethodResult<"config.get">;
      try {
        current = await client.call("config.get", {});
      } catch (cause) {
        return refused(asBalancerError(cause));
      }
      const { revision, yaml } = current;
      return run("config.put", { revision, yaml: change(yaml) }, done);
    },
    restoreRevision: (revision, ifRevision) =>
      run("history.restore", { revision, ifRevision }, () => t("restored", { revision })),
    putYaml: (yaml, revision) => run("config.put", { yaml, revision }, () => t("applied")),
  };
}

/** Crash and restart are no part of the configuration, so there is nothing to take back. */
const isPower = (changes: object): boolean =>
  Object.keys(changes).every((key) => key === "running");

function revisionOf(result: unknown): number | undefined {
  const { revision } = (result ?? {}) as { readonly revision?: unknown };
  return typeof revision === "number" ? revision : undefined;
}

export function asBalancerError(cause: unknown): BalancerError {
  if (cause instanceof BalancerError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new BalancerError("INTERNAL", message, { cause });
}

/** Problems of a refused configuration, where the error carries them. */
export function problemsOf(error: BalancerError): readonly Problem[] {
  const { details } = error;
  const list = Array.isArray(details)
    ? details
    : (details as { problems?: unknown } | null | undefined)?.problems;
  return Array.isArray(list) ? (list as Problem[]) : [];
}

/** The error's own message as a sentence: our messages start in lower case and end without a full stop. */
function sentenceOf(error: BalancerError): string {
  const problem = problemsOf(error)[0];
  const text = coreText(problem ? problem.message : error.message);
  return text === "" ? "" : `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}.`;
}
