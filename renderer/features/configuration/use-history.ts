// The revisions that are kept, asked for again whenever another one runs.
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { MethodResult } from "../../../balancer-core/contract/methods.ts";
import { asBalancerError } from "../../state/actions.ts";
import { configStore } from "../../state/config-store.ts";
import { useClient } from "../../state/console-context.tsx";

export type RevisionList = MethodResult<"history.list">;
export type RevisionText = MethodResult<"history.get">;

export type Answer<T> = { readonly value: T | null; readonly failure: string | null };

const waiting = { value: null, failure: null } as const;

export function useHistory(): Answer<RevisionList> {
  const client = useClient();
  const revision = useStore(configStore, (state) => state.revision);
  const [answer, setAnswer] = useState<Answer<RevisionList>>(waiting);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is the reason to ask again.
  useEffect(() => {
    let isWanted = true;
    client.call("history.list", {}).then(
      (value) => isWanted && setAnswer({ value, failure: null }),
      (cause: unknown) =>
        isWanted && setAnswer({ value: null, failure: asBalancerError(cause).message }),
    );
    return () => {
      isWanted = false;
    };
  }, [client, revision]);
  return answer;
}

/** One revision with its difference from what runs now. */
export function useRevision(revision: number): Answer<RevisionText> {
  const client = useClient();
  const [answer, setAnswer] = useState<Answer<RevisionText>>(waiting);
  useEffect(() => {
    let isWanted = true;
    setAnswer(waiting);
    client.call("history.get", { revision }).then(
      (value) => isWanted && setAnswer({ value, failure: null }),
      (cause: unknown) =>
        isWanted && setAnswer({ value: null, failure: asBalancerError(cause).message }),
    );
    return () => {
      isWanted = false;
    };
  }, [client, revision]);
  return answer;
}
