// A server as a form holds it while it is being written: checked by the contract's own schema, told apart from what runs.

import type { BalancerError } from "../../../balancer-core/contract/balancer-error.ts";
import { serverSchema } from "../../../balancer-core/contract/config-pool.ts";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { textOf } from "../../i18n/i18n.ts";
import { problemsOf } from "../../state/actions.ts";

export interface ServerDraft {
  readonly id: string;
  readonly address: string;
  /** null while the field holds no number. */
  readonly weight: number | null;
  readonly maxConnections: number | null;
  readonly backup: boolean;
}

export type DraftErrors = Readonly<Partial<Record<keyof ServerDraft, string>>>;

export const draftOf = (server: ServerSnapshot): ServerDraft => ({
  id: server.id,
  address: server.address,
  weight: server.weight,
  maxConnections: server.maxConnections,
  backup: server.backup,
});

/** The first of `s1`, `s2`, … that is free. */
export function freeId(taken: readonly string[]): string {
  const known = new Set(taken);
  let number = 1;
  while (known.has(`s${number}`)) number += 1;
  return `s${number}`;
}

/** One sentence for each field that is wrong. */
export function checkDraft(draft: ServerDraft, takenIds: readonly string[] = []): DraftErrors {
  const t = textOf("server");
  const numberHints: DraftErrors = {
    weight: t("weightWrong"),
    maxConnections: t("maxConnectionsWrong"),
  };
  const errors: Partial<Record<keyof ServerDraft, string>> = {};
  const result = serverSchema.safeParse(draft);
  for (const { path, message } of result.error?.issues ?? []) {
    const field = path[0] as keyof ServerDraft;
    errors[field] ??= numberHints[field] ?? asSentence(message);
  }
  if (takenIds.includes(draft.id)) errors.id = t("taken", { id: draft.id });
  return errors;
}

/** The document's form of a draft that was checked. */
export function documentOf(draft: ServerDraft) {
  return {
    id: draft.id,
    address: draft.address,
    weight: draft.weight ?? 1,
    maxConnections: draft.maxConnections ?? 0,
    backup: draft.backup,
  };
}

/** Only what differs, so that an edit says in the history just what it did. */
export function changesBetween(before: ServerDraft, after: ServerDraft) {
  const { id: _, ...wanted } = documentOf(after);
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => before[field as keyof ServerDraft] !== value),
  );
}

/** What the balancer found wrong, at the fields it named. */
export function errorsOf(error: BalancerError): DraftErrors {
  if (error.code === "ALREADY_EXISTS") return { id: asSentence(error.message) };
  const errors: Partial<Record<keyof ServerDraft, string>> = {};
  for (const { path, message } of problemsOf(error)) {
    const field = path.split(".").at(-1) as keyof ServerDraft;
    errors[field] ??= asSentence(message);
  }
  return errors;
}

const asSentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
