// Toasts: what was done, with Undo; what failed, with why. The notifier is what state/actions.ts speaks to.
import { Toaster as Base, toast } from "sonner";
import { textOf } from "../../i18n/i18n.ts";
import "./toaster.css";

const undoMs = 10_000;
const failureMs = 12_000;

export const toastNotifier = {
  success(message: string, undo?: () => void): void {
    toast(message, {
      duration: undo ? undoMs : 3_000,
      ...(undo ? { action: { label: textOf("common")("undo"), onClick: undo } } : {}),
    });
  },
  failure(message: string, detail?: string): void {
    toast.error(message, {
      duration: failureMs,
      ...(detail === undefined || detail === "" ? {} : { description: detail }),
    });
  },
};

export function Toaster() {
  return (
    <Base
      position="bottom-right"
      visibleToasts={4}
      offset={16}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "toast",
          error: "toast-error",
          content: "toast-content",
          title: "toast-title",
          description: "toast-description",
          actionButton: "button button-quiet button-small toast-action",
        },
      }}
    />
  );
}
