// Opens the form for a new generator. Has the focus when the card that had it is gone.

import { Plus } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { Button, type ButtonProps } from "../../components/ui/button.tsx";
import { useText } from "../../i18n/use-text.ts";
import { openOverlay } from "../../state/overlay-store.ts";

export type AddTrafficRef = RefObject<HTMLButtonElement | null>;

export function AddTrafficButton(look: Pick<ButtonProps, "variant" | "size" | "ref">) {
  const t = useText("lab");
  return (
    <Button {...look} icon={<Plus />} onClick={() => openOverlay({ kind: "add-traffic" })}>
      {t("addTraffic")}
    </Button>
  );
}

/** For the button, wherever it stands: a generator that was removed takes the focus with it. */
export function useFocusAfterRemoval(generators: number): AddTrafficRef {
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(generators);
  useEffect(() => {
    const { activeElement, body } = document;
    const isFocusLost = activeElement === null || activeElement === body;
    if (generators < before.current && isFocusLost) button.current?.focus();
    before.current = generators;
  }, [generators]);
  return button;
}
