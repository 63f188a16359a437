// Three doors at the first start, in a line above the page: see traffic, balance what runs here, be shown around. Any of them, or
// closing it, ends it for good; the palette and the settings have the tour again.
import { Compass, Play, Plug, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../components/ui/button.tsx";
import { useText } from "../i18n/use-text.ts";
import { useActions } from "../state/console-context.tsx";
import { useFirstTraffic } from "../state/lab-store.ts";
import { openOverlay } from "../state/overlay-store.ts";
import { setPreferences } from "../state/preferences-store.ts";
import { usePreference } from "../state/use-preferences.ts";
import "./welcome.css";

export function Welcome() {
  const t = useText("welcome");
  const isSeen = usePreference("isTourSeen");
  const { id, isRunning } = useFirstTraffic();
  const { startTraffic } = useActions();
  if (isSeen) return null;
  const end = () => setPreferences({ isTourSeen: true });
  return (
    <section className="welcome" aria-label={t("title")}>
      {id !== undefined && (
        <Door
          icon={<Play />}
          title={t("start")}
          hint={t("startHint")}
          onOpen={() => {
            end();
            if (!isRunning) void startTraffic(id);
          }}
        />
      )}
      <Door
        icon={<Plug />}
        title={t("ports")}
        hint={t("portsHint")}
        onOpen={() => openOverlay({ kind: "local-ports" })}
      />
      <Door
        icon={<Compass />}
        title={t("tour")}
        hint={t("tourHint")}
        onOpen={() => openOverlay({ kind: "tour" })}
      />
      <IconButton label={t("dismiss")} size="small" icon={<X />} onClick={end} />
    </section>
  );
}

function Door({
  icon,
  title,
  hint,
  onOpen,
}: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly hint: string;
  readonly onOpen: () => void;
}) {
  return (
    <button type="button" className="door" onClick={onOpen}>
      {icon}
      <span className="door-title">{title}</span>
      <span className="door-hint">{hint}</span>
    </button>
  );
}
