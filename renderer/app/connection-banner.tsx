// Says when the balancer cannot be reached and when it is tried again. What is on the page stays, dimmed, meanwhile.
import { useStore } from "zustand";
import { Button } from "../components/ui/button.tsx";
import { Banner } from "../components/ui/notice.tsx";
import { useText } from "../i18n/use-text.ts";
import { useNow } from "../lib/use-interval.ts";
import { connectionStore, selectNeedsReload } from "../state/connection-store.ts";
import { useClient } from "../state/console-context.tsx";

export function ConnectionBanner() {
  const t = useText("shell");
  const state = useStore(connectionStore);
  const client = useClient();
  const { status, wasOpen } = state;
  if (selectNeedsReload(state))
    return (
      <Banner tone="error" actions={<ReloadButton />}>
        {t("mismatch")}
      </Banner>
    );
  if (status.state === "lost")
    return (
      <Banner
        tone="warning"
        aside={<Countdown retryAt={status.retryAt} />}
        actions={
          <Button size="small" onClick={() => client.reconnect()}>
            {t("tryNow")}
          </Button>
        }
      >
        {t("lost")}
      </Banner>
    );
  if (status.state === "connecting" && wasOpen)
    return <Banner tone="warning">{t("lostTryingNow")}</Banner>;
  return null;
}

function ReloadButton() {
  const t = useText("common");
  return <Button onClick={() => window.location.reload()}>{t("reload")}</Button>;
}

function Countdown({ retryAt }: { readonly retryAt: number | null }) {
  const t = useText("shell");
  const now = useNow(250);
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1_000);
  return <>{seconds > 0 ? t("tryingIn", { seconds }) : t("tryingNow")}</>;
}
