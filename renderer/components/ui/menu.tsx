// A menu behind a button: row actions and the like. Arrow keys, type-ahead and Escape come from Base UI.
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";
import { Keys } from "./keys.tsx";
import "./popup.css";

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  readonly isDisabled?: boolean;
  /** Why it is disabled, in a few words beside it. */
  readonly note?: string;
  /** The keys that do the same, as lib/shortcut.ts writes them. */
  readonly shortcut?: string | undefined;
  readonly isDanger?: boolean;
}

export interface MenuProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly items: readonly MenuItem[];
}

export function Menu({ trigger, items }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="popup-positioner">
          <Base.Popup className="popup menu">
            {items.map((item) => (
              <Base.Item
                key={item.label}
                className={classNames("menu-item", item.isDanger === true && "menu-item-danger")}
                disabled={item.isDisabled ?? false}
                onClick={item.onSelect}
                // The name stays the label's; the note describes it.
                {...(item.note === undefined
                  ? {}
                  : { "aria-label": item.label, "aria-description": item.note })}
              >
                {item.icon}
                {item.label}
                {item.note === undefined ? (
                  <Keys shortcut={item.shortcut} />
                ) : (
                  <span className="menu-item-note">{item.note}</span>
                )}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
