// The tour: a card beside what it speaks of, on the page where that is. Arrow keys or buttons go on, Escape ends it. Once seen it
// is not offered again by itself.
import { Dialog as Base } from "@base-ui/react/dialog";
import { useEffect, useRef, useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { useText } from "../i18n/use-text.ts";
import { navigate } from "../lib/hash-route.ts";
import { shortcutLabel } from "../lib/shortcut.ts";
import { closeOverlay } from "../state/overlay-store.ts";
import { setPreferences } from "../state/preferences-store.ts";
import { cardPlace, ringPlace, type Stop, tourStops } from "./tour-stops.ts";
import "../components/ui/popup.css";
import "./welcome.css";

export function Tour() {
  const t = useText("welcome");
  const [index, setIndex] = useState(0);
  const next = useRef<HTMLButtonElement>(null);
  const stop: Stop = tourStops[index] ?? tourStops[0];
  const box = useBox(stop);
  const isLast = index === tourStops.length - 1;
  const end = () => {
    setPreferences({ isTourSeen: true });
    closeOverlay();
  };
  const go = (steps: number) =>
    setIndex(Math.min(tourStops.length - 1, Math.max(0, index + steps)));
  const { name } = stop;
  return (
    <Base.Root
      open
      modal={false}
      disablePointerDismissal
      onOpenChange={(isOpen) => !isOpen && end()}
    >
      <Base.Portal>
        {box && <div className="tour-ring" style={ringPlace(box, window)} />}
        <Base.Popup
          className="popup tour-card"
          initialFocus={next}
          style={{ position: "fixed", zIndex: "var(--layer-popup)", ...cardPlace(box, window) }}
          onKeyDown={(event) => {
            if (event.key === "ArrowRight") go(1);
            if (event.key === "ArrowLeft") go(-1);
          }}
        >
          <Base.Title className="tour-title">{t(`stop.${name}.title`)}</Base.Title>
          <Base.Description className="tour-text">
            {name === "palette"
              ? t("stop.palette.text", { palette: shortcutLabel("mod+k") })
              : t(`stop.${name}.text`)}
          </Base.Description>
          <div className="tour-foot">
            <span className="tour-place figures">
              {t("place", { stop: index + 1, stops: tourStops.length })}
            </span>
            {!isLast && (
              <Button variant="quiet" size="small" onClick={end}>
                {t("skip")}
              </Button>
            )}
            {index > 0 && (
              <Button size="small" onClick={() => go(-1)}>
                {t("back")}
              </Button>
            )}
            <Button
              ref={next}
              size="small"
              variant="primary"
              onClick={() => (isLast ? end() : go(1))}
            >
              {isLast ? t("done") : t("next")}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Where the stop's subject is; null while its page is still coming, or where there is no such thing. */
function useBox({ page, selector }: Stop): DOMRect | null {
  const [box, setBox] = useState<DOMRect | null>(null);
  useEffect(() => {
    navigate(page);
    const look = () => {
      const next = document.querySelector(selector)?.getBoundingClientRect() ?? null;
      setBox((known) => (isSame(known, next) ? known : next));
    };
    look();
    // Pages load, windows are resized: looked at again while the stop is shown.
    const handle = window.setInterval(look, 250);
    return () => window.clearInterval(handle);
  }, [page, selector]);
  return box;
}

const isSame = (one: DOMRect | null, other: DOMRect | null): boolean =>
  one?.left === other?.left &&
  one?.top === other?.top &&
  one?.width === other?.width &&
  one?.height === other?.height;
