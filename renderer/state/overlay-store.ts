// What lies over the page and can be opened from anywhere: the palette, the sheet of shortcuts, the forms for a new server and a new
// generator, the tour. One at a time.
import { createStore } from "zustand/vanilla";

export type Overlay =
  | { readonly kind: "palette" }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "glossary" }
  /** The pool to begin with; the first one where absent. */
  | { readonly kind: "add-server"; readonly pool?: string }
  | {
      readonly kind: "edit-server";
      readonly pool: string;
      readonly server: string;
      /** Opened to change the weight, which then has the focus. */
      readonly isForWeight?: boolean;
    }
  | { readonly kind: "add-traffic" }
  | { readonly kind: "local-ports" }
  | { readonly kind: "tour" };

export const overlayStore = createStore<{ readonly overlay: Overlay | null }>(() => ({
  overlay: null,
}));

export const openOverlay = (overlay: Overlay): void => overlayStore.setState({ overlay });
export const closeOverlay = (): void => overlayStore.setState({ overlay: null });
