// What the inspector shows: one server, pool or listener, or nothing.
import { createStore } from "zustand/vanilla";

export type Selection =
  | { readonly kind: "server"; readonly pool: string; readonly server: string }
  | { readonly kind: "pool"; readonly pool: string }
  | { readonly kind: "listener"; readonly listener: string };

export interface SelectionState {
  readonly selection: Selection | null;
}

export const selectionStore = createStore<SelectionState>(() => ({ selection: null }));

export function select(selection: Selection | null): void {
  selectionStore.setState({ selection });
}
