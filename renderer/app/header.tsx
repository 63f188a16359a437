// The line that answers at a glance: is anything down, how much traffic, how slow, how many errors. And undo at hand.
import { Moon, Play, Redo2, Search, Square, Sun, Undo2 } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { upWords } from "../components/server/pool-state.tsx";
import { Button, IconButton } from "../components/ui/button.tsx";
import { Figure } from "../components/ui/figure.tsx";
import { Skeleton } from "../components/ui/notice.tsx";
import { StateGlyph, stateColour } from "../components/ui/state-chip.tsx";
import { useText } from "../i18n/use-text.ts";
import { measureMilliseconds, measurePercent, measureRate } from "../lib/format.ts";
import { shortcutOf } from "../state/commands.ts";
import { configStore } from "../state/config-store.ts";
import { useActions } from "../state/console-context.tsx";
import { useFirstTraffic } from "../state/lab-store.ts";
import { openOverlay } from "../state/overlay-store.ts";
import { overviewOf } from "../state/overview.ts";
import { setPreferences } from "../state/preferences-store.ts";
import { type SnapshotState, snapshotStore } from "../state/snapshot-store.ts";
import { useDrawnTheme } from "../state/use-preferences.ts";

export function Header() {
  return (
    <header className="header">
      <Status />
      <div className="header-actions">
        <TrafficButton />
        <span className="header-divider" />
        <History />
        <PaletteButton />
        <ThemeToggle />
      </div>
    </header>
  );
}

function Status() {
  const t = useText("shell");
  const shown = useStore(snapshotStore, useShallow(shownOf));
  if (!shown) return <Skeleton width={320} height={20} />;
  const { servers, up, out, worst, slowestServer, isFailing, ...figures } = shown;
  const isEmpty = servers + out === 0;
  return (
    <div className="header-status">
      <p className="header-up" data-tour="status">
        <StateGlyph state={isEmpty ? "unchecked" : worst} size={18} />
        <span style={{ color: worst === "up" ? undefined : stateColour(worst) }}>
          {isEmpty ? t("noServers") : upWords({ servers, up, out })}
        </span>
      </p>
      <Figure label={t("requests")} measure={{ value: figures.rate, unit: measureRate(0).unit }} />
      <Figure
        label={t("slowestP95")}
        term="percentile"
        measure={{ value: figures.p95, unit: figures.p95Unit }}
        title={slowestServer === null ? undefined : t("slowestIs", { server: slowestServer })}
      />
      <Figure
        label={t("errors")}
        measure={{ value: figures.errors, unit: "%" }}
        isAlarming={isFailing}
      />
    </div>
  );
}

/** What is drawn, as it is drawn: a snapshot that changes none of it draws nothing. */
function shownOf({ snapshot }: SnapshotState) {
  if (!snapshot) return null;
  const overview = overviewOf(snapshot);
  const { servers, up, out, worst, slowestServer, errorShare } = overview;
  const p95 = measureMilliseconds(overview.slowestP95Ms);
  return {
    servers,
    up,
    out,
    worst,
    slowestServer,
    isFailing: errorShare >= 0.01,
    rate: measureRate(overview.requestRate).value,
    p95: p95.value,
    p95Unit: p95.unit,
    errors: measurePercent(errorShare).value,
  };
}

function TrafficButton() {
  const t = useText("shell");
  const { id, isRunning } = useFirstTraffic();
  const { startTraffic, stopTraffic } = useActions();
  const [isBusy, setIsBusy] = useState(false);
  if (id === undefined) return null;
  const toggle = async () => {
    setIsBusy(true);
    await (isRunning ? stopTraffic(id) : startTraffic(id));
    setIsBusy(false);
  };
  return (
    <Button
      data-tour="traffic"
      variant={isRunning ? "plain" : "primary"}
      icon={isRunning ? <Square /> : <Play />}
      isBusy={isBusy}
      title={t("generator", { id })}
      onClick={() => void toggle()}
    >
      {isRunning ? t("stopTraffic") : t("startTraffic")}
    </Button>
  );
}

function History() {
  const t = useText("common");
  const { canUndo, canRedo } = useStore(configStore);
  const { undo, redo } = useActions();
  return (
    <>
      <IconButton
        label={t("undo")}
        shortcut={shortcutOf("edit.undo")}
        icon={<Undo2 />}
        disabled={!canUndo}
        onClick={() => void undo()}
      />
      <IconButton
        label={t("redo")}
        shortcut={shortcutOf("edit.redo")}
        icon={<Redo2 />}
        disabled={!canRedo}
        onClick={() => void redo()}
      />
    </>
  );
}

function PaletteButton() {
  const t = useText("commands");
  return (
    <IconButton
      label={t("title.palette")}
      data-tour="palette"
      shortcut={shortcutOf("view.palette")}
      icon={<Search />}
      onClick={() => openOverlay({ kind: "palette" })}
    />
  );
}

function ThemeToggle() {
  const t = useText("shell");
  const isDark = useDrawnTheme() !== "light";
  return (
    <IconButton
      label={isDark ? t("lightTheme") : t("darkTheme")}
      icon={isDark ? <Sun /> : <Moon />}
      onClick={() => setPreferences({ theme: isDark ? "light" : "dark" })}
    />
  );
}
