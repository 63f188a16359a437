// Simulated servers and traffic generators as the host last told.

import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { createStore } from "zustand/vanilla";
import type { LabStatus, TrafficStatus } from "../../balancer-core/contract/lab-status.ts";

export interface LabState {
  readonly lab: LabStatus | null;
}

export const labStore = createStore<LabState>(() => ({ lab: null }));

export function setLab(lab: LabStatus): void {
  labStore.setState({ lab });
}

/** The generator the header's buttons start and stop. */
export const selectFirstTraffic = ({ lab }: LabState): TrafficStatus | undefined => lab?.traffic[0];

/** Its name and whether it runs; its counts, which change every second, draw nothing here. */
export function useFirstTraffic(): {
  readonly id: string | undefined;
  readonly isRunning: boolean;
} {
  return useStore(
    labStore,
    useShallow((state) => {
      const traffic = selectFirstTraffic(state);
      return { id: traffic?.config.id, isRunning: traffic?.running === true };
    }),
  );
}
