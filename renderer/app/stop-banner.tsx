// Says that the desktop is finishing what is in flight, how much of it is left, and offers not to wait.
import { useStore } from "zustand";
import { Button } from "../components/ui/button.tsx";
import { Banner } from "../components/ui/notice.tsx";
import { useText } from "../i18n/use-text.ts";
import { stopProgressStore } from "../state/stop-progress-store.ts";
import { shellPort } from "../transport/electron-transport.ts";

export function StopBanner() {
  const t = useText("shell");
  const progress = useStore(stopProgressStore, (state) => state.progress);
  if (!progress) return null;
  const { purpose, remaining, leftMs } = progress;
  const isQuit = purpose === "quit";
  return (
    <Banner
      aside={t("finishingLeft", { remaining, seconds: Math.ceil(leftMs / 1_000) })}
      actions={
        isQuit && (
          <Button size="small" onClick={() => shellPort()?.send({ kind: "quit-now" })}>
            {t("quitNow")}
          </Button>
        )
      }
    >
      {t(isQuit ? "finishingQuit" : "finishingSwitch")}
    </Banner>
  );
}
