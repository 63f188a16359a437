// The handle by which a server is picked up, by pointer or keys.
import { GripVertical } from "lucide-react";
import { useText } from "../i18n/use-text.ts";
import { useDrag } from "./use-drag.ts";
import "./dnd.css";

export const gripName = (pool: string, server: string): string => `${pool}/${server}`;

export function Grip({ pool, server }: { readonly pool: string; readonly server: string }) {
  const t = useText("dnd");
  const name = gripName(pool, server);
  const { ref } = useDrag(`server:${name}`, { kind: "server", pool, server });
  return (
    <button
      ref={ref}
      type="button"
      className="grip nodrag nopan nokey"
      aria-label={t("move", { server })}
      aria-description={t("howTo")}
      data-grip={name}
      title={t("moveHint")}
    >
      <GripVertical aria-hidden="true" />
    </button>
  );
}

/** Picks a server up as if Enter had been pressed on its grip; false where it has none in sight. */
export function liftServer(pool: string, server: string): boolean {
  return liftBy(`[data-grip="${CSS.escape(gripName(pool, server))}"]`);
}

export function liftBy(selector: string): boolean {
  const grip = document.querySelector<HTMLElement>(selector);
  if (!grip) return false;
  grip.focus();
  grip.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true }),
  );
  return true;
}
