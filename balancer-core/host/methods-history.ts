// The contract's methods about past revisions of the configuration.
import { textDifference } from "../config/text-difference.ts";
import { BalancerError } from "../contract/balancer-error.ts";
import type { Revision } from "../contract/config-history.ts";
import type { RevisionNote } from "../persistence/history.ts";
import type { Handlers, HostParts } from "./handlers.ts";

export function historyMethods({ configuration, workspace: { history } }: HostParts) {
  async function textOf(revision: number): Promise<string> {
    const text = await history.textOf(revision);
    if (text !== undefined) return text;
    throw new BalancerError("NOT_FOUND", `there is no revision ${revision} in the history`);
  }

  return {
    async "history.list"() {
      const notes = await history.list();
      return { revision: configuration.revision, revisions: notes.reverse().map(fromNote) };
    },
    async "history.get"({ revision }) {
      const yaml = await textOf(revision);
      const note = await history.noteOf(revision);
      if (note === undefined) {
        const message = `the note of revision ${revision} cannot be read`;
        throw new BalancerError("NOT_FOUND", message);
      }
      const { hunks, isCut } = textDifference(yaml, configuration.text);
      return { ...fromNote(note), yaml, difference: hunks, isDifferenceCut: isCut };
    },
    async "history.restore"({ revision, ifRevision }, author) {
      const text = await textOf(revision);
      const remark = `revision ${revision} restored`;
      return { revision: await configuration.replace(text, author, { ifRevision, remark }) };
    },
  } satisfies Partial<Handlers>;
}

function fromNote({ revision, at, author, sentences }: RevisionNote): Revision {
  return { revision, at, author, changes: sentences };
}
