// Targets that appear while a server is dragged: Drain, Maintenance, Remove.
import { useDragOperation } from "@dnd-kit/react";
import { serverActionIcons } from "../components/server/server-menu.tsx";
import { useText } from "../i18n/use-text.ts";
import { classNames } from "../lib/class-names.ts";
import { draggedOf } from "./drag-layer.tsx";
import { type DropAction, dropActions } from "./drop-rules.ts";
import { useDrop } from "./use-drag.ts";
import "./dnd.css";

export function DropActions() {
  const t = useText("dnd");
  const { source } = useDragOperation();
  const isShown = draggedOf(source)?.kind === "server";
  return (
    // Always there, so that they are measured when a drag begins; seen only while there is something to drop.
    <ul
      className={classNames("drop-actions", isShown && "drop-actions-shown")}
      aria-label={t("targets")}
      aria-hidden={!isShown}
    >
      {dropActions.map((action) => (
        <ActionTarget key={action} action={action} />
      ))}
    </ul>
  );
}

function ActionTarget({ action }: { readonly action: DropAction }) {
  const t = useText("server");
  const { ref, look } = useDrop(`action:${action}`, { kind: "action", action }, true);
  return (
    <li ref={ref} className={`drop-action drop-${look}`} data-action={action}>
      {serverActionIcons[action]}
      {t(`action.${action}`)}
    </li>
  );
}
