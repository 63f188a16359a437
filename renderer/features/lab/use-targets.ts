// Listeners that a generator may be given as its target.

import { useStore } from "zustand";
import type { ListenerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { labStore } from "../../state/lab-store.ts";
import { selectListeners, snapshotStore } from "../../state/snapshot-store.ts";
import { targetsOf } from "./traffic-draft.ts";

export function useTargets(): readonly ListenerSnapshot[] {
  const listeners = useStore(snapshotStore, selectListeners);
  const run = useStore(labStore, ({ lab }) => lab?.scenario);
  return targetsOf(listeners, run);
}
