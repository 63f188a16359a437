// Toasts: what was done, with Undo; what failed, with why. The notifier is what state/actions.ts speaks to.
import { Toaster as Base, toast } from "sonner";
import { textOf } from "../../i18n/i18n.ts";
import type { Notifier } from "../../state/actions.ts";
import type { ConfigState } from "../../state/config-store.ts";
import "./toaster.css";

const offerMs = 10_000;
const failureMs = 12_000;
/** All changes share one toast: an older offer would take back what came after it. */
const changeToast = "change";
/** The revision that the offer on screen would take back, where the host told it. */
let offeredFor: number | undefined;

export const toastNotifier: Notifier = {
  success(message) {
    toast(message, { duration: 3_000 });
  },
  changed(message, { step, run, revision }) {
    offeredFor = revision;
    toast(message, {
      id: changeToast,
      duration: offerMs,
      action: { label: textOf("common")(step), onClick: run },
    });
  },
  failure(message, detail) {
    toast.error(message, {
      duration: failureMs,
      ...(detail === undefined || detail === "" ? {} : { description: detail }),
    });
  },
};

/** Takes an offer away that would by now act on somebody else's change. */
export function forgetStaleOffer({ revision, author }: ConfigState): void {
  const isOthers = author !== null && author !== "console";
  const isLater = offeredFor !== undefined && revision !== null && revision > offeredFor;
  if (isOthers || isLater) toast.dismiss(changeToast);
}

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
