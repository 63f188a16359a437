// What can be done with a request: send it again through its listener, copy it as a command, save it.
import { Copy, Download, RotateCcw } from "lucide-react";
import { useState } from "react";
import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { Button } from "../../../components/ui/button.tsx";
import { toastNotifier } from "../../../components/ui/toaster.tsx";
import { useText } from "../../../i18n/use-text.ts";
import { formatMilliseconds } from "../../../lib/format.ts";
import { asBalancerError } from "../../../state/actions.ts";
import { useClient } from "../../../state/console-context.tsx";
import { selectListener, snapshotStore } from "../../../state/snapshot-store.ts";
import { curlOf } from "./request-curl.ts";
import { saveHar } from "./save-har.ts";

/** The host waits half a minute for an answer. */
const resendTimeoutMs = 35_000;

type ResendMethod = "GET" | "HEAD" | "OPTIONS";
const isResendable = (method: string): method is ResendMethod =>
  ["GET", "HEAD", "OPTIONS"].includes(method);

export function RequestActions({
  request,
  onOpen,
}: {
  readonly request: RequestRecord;
  /** Looks at the request that came of sending again. */
  readonly onOpen: (request: RequestRecord) => void;
}) {
  const t = useText("traffic");
  const client = useClient();
  const [isSending, setIsSending] = useState(false);
  const [resent, setResent] = useState<RequestRecord | null>(null);
  const { method, listener, target, host } = request;
  const isTcp = method === "" || request.status === 0;
  const whyNot = isTcp
    ? t("detail.resendTcp")
    : isResendable(method)
      ? undefined
      : t("detail.resendRefused");

  async function resend(): Promise<void> {
    if (!isResendable(method)) return;
    setIsSending(true);
    try {
      const params = { listener, method, target, host };
      const answer = await client.call("request.resend", params, { timeoutMs: resendTimeoutMs });
      setResent(answer.request);
      if (answer.request === null || answer.status === null)
        toastNotifier.success(
          answer.status === null
            ? t("detail.resentFailed", { reason: answer.failure ?? "" })
            : t("detail.resent", { status: String(answer.status) }),
        );
    } catch (cause) {
      toastNotifier.failure(t("detail.resend"), asBalancerError(cause).message);
    } finally {
      setIsSending(false);
    }
  }

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(
        curlOf(request, selectListener(listener)(snapshotStore.getState())),
      );
      toastNotifier.success(t("detail.copied"));
    } catch {
      toastNotifier.failure(t("detail.cannotCopy"));
    }
  }

  return (
    <>
      <div className="request-actions">
        <Button
          size="small"
          icon={<RotateCcw />}
          isBusy={isSending}
          disabled={whyNot !== undefined}
          title={whyNot}
          onClick={() => void resend()}
        >
          {t("detail.resend")}
        </Button>
        <Button
          size="small"
          icon={<Copy />}
          title={isResendable(method) ? undefined : t("detail.noBody")}
          disabled={isTcp}
          onClick={() => void copy()}
        >
          {t("detail.copyCurl")}
        </Button>
        <Button size="small" icon={<Download />} onClick={() => saveHar([request])}>
          {t("detail.harOne")}
        </Button>
      </div>
      {whyNot !== undefined && <p className="request-note">{whyNot}</p>}
      {resent && (
        <p className="request-resent" role="status">
          {t("detail.resent", { status: String(resent.status) })}, {resent.server ?? t("nobody")},{" "}
          {formatMilliseconds(resent.totalMs)}
          <Button size="small" variant="quiet" onClick={() => onOpen(resent)}>
            {t("detail.openResent")}
          </Button>
        </p>
      )}
    </>
  );
}
