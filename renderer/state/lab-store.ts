// Simulated servers and traffic generators as the host last told.

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
