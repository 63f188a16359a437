// How far the desktop's balancer has come with stopping; null while it runs. Only the shell around the console knows.
import { createStore } from "zustand/vanilla";
import type { ShellMessage } from "../../balancer-core/contract/shell-messages.ts";

export type StopProgress = Extract<ShellMessage, { kind: "stopping" }>;

export const stopProgressStore = createStore<{ readonly progress: StopProgress | null }>(() => ({
  progress: null,
}));

export function setStopProgress(progress: StopProgress | null): void {
  stopProgressStore.setState({ progress });
}
