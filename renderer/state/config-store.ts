// Which revision of the configuration runs, and whether it can be taken back. The document itself is asked for by its page.

import { createStore } from "zustand/vanilla";
import type { TopicPayload } from "../../balancer-core/contract/topics.ts";

export interface ConfigState {
  readonly revision: number | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Sentences of the latest change, empty at first. */
  readonly changes: readonly string[];
  readonly author: TopicPayload<"config.changed">["author"] | null;
}

export const configStore = createStore<ConfigState>(() => ({
  revision: null,
  canUndo: false,
  canRedo: false,
  changes: [],
  author: null,
}));

export function setConfigChange(change: TopicPayload<"config.changed">): void {
  configStore.setState(change);
}
