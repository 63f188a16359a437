// Watches the tap while the Traffic page is shown, so that nothing is produced while nobody looks. What came is kept when the
// page is left and found again.
import { useEffect, useSyncExternalStore } from "react";
import { useClient } from "../../state/console-context.tsx";
import { setTapUsage } from "../../state/tap-usage-store.ts";
import { usePreference } from "../../state/use-preferences.ts";
import { createTapBuffer, type TapView } from "./tap-buffer.ts";

const mebibyte = 2 ** 20;

/** Of this console. */
export const tapBuffer = createTapBuffer(64 * mebibyte);
tapBuffer.subscribe(() => setTapUsage(tapBuffer.view.heldBytes));

export function useTap(): TapView {
  const client = useClient();
  const budgetMiB = usePreference("tapBudgetMiB");
  useEffect(() => tapBuffer.setBudget(budgetMiB * mebibyte), [budgetMiB]);
  useEffect(
    () =>
      client.subscribe("requests.changed", ({ requests, missed }) =>
        tapBuffer.push(requests, missed),
      ),
    [client],
  );
  return useSyncExternalStore(tapBuffer.subscribe, () => tapBuffer.view);
}
