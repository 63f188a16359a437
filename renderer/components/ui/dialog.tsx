// A window over the page for a form. Never used to ask "are you sure": actions are undone, not confirmed.
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import "./popup.css";

export interface DialogProps {
  readonly title: string;
  readonly description?: string;
  /** For what needs room, such as texts beside line numbers. */
  readonly isWide?: boolean;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

export function Dialog({
  title,
  description,
  isWide = false,
  isOpen,
  onOpenChange,
  children,
}: DialogProps) {
  const t = useText("common");
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="popup-scrim" />
        <Base.Popup className={classNames("popup dialog", isWide && "dialog-wide")}>
          <header className="dialog-header">
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Base.Close
              className="button button-quiet button-icon button-small"
              aria-label={t("close")}
              title={t("close")}
            >
              <X />
            </Base.Close>
          </header>
          {description !== undefined && (
            <Base.Description className="dialog-description">{description}</Base.Description>
          )}
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** The row of buttons at the foot of a dialog; the main one comes last. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <footer className="dialog-actions">{children}</footer>;
}
