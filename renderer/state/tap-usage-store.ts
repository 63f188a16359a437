// What the request tap of this window holds now, for whoever shows it beside the tap itself, which is loaded with its page.
import { createStore } from "zustand/vanilla";

export const tapUsageStore = createStore<{ readonly heldBytes: number }>(() => ({ heldBytes: 0 }));

export const setTapUsage = (heldBytes: number): void => {
  if (heldBytes !== tapUsageStore.getState().heldBytes) tapUsageStore.setState({ heldBytes });
};
