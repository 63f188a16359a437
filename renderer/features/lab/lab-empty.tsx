// What the lab shows where the configuration has nothing for it: why, and the lines that would change that.

import { ClipboardCopy } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { useText } from "../../i18n/use-text.ts";
import { navigate } from "../../lib/hash-route.ts";

export const serversSnippet = `lab:
  servers:
    - id: sim1
      bind: 127.0.0.1:9001
      latency: { distribution: lognormal, median: 20ms, p99: 80ms }`;

export const trafficSnippet = (target: string) => `lab:
  traffic:
    - id: steady
      target: ${target}
      mode: open
      rate: 200`;

/** Both at once: a key may stand in the file only once. */
export const labSnippet = (target: string) =>
  `${serversSnippet}\n${trafficSnippet(target).split("\n").slice(1).join("\n")}`;

export function LabEmpty({
  title,
  reason,
  snippet,
  action,
}: {
  readonly title: string;
  readonly reason: string;
  readonly snippet: string;
  /** What does it here and now, where there is such a thing. */
  readonly action?: ReactNode;
}) {
  const t = useText("lab");
  const [isCopied, setIsCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(snippet).then(
      () => setIsCopied(true),
      // Without permission the text can still be selected by hand.
      () => {},
    );
  return (
    <EmptyState
      title={title}
      reason={
        <>
          {reason}
          <code className="lab-snippet">{snippet}</code>
        </>
      }
      actions={
        <>
          {action}
          <Button icon={<ClipboardCopy />} onClick={() => void copy()}>
            {isCopied ? t("copied") : t("copy")}
          </Button>
          <Button onClick={() => navigate("configuration")}>{t("openConfiguration")}</Button>
        </>
      }
    />
  );
}
