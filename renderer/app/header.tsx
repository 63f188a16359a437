// The line that answers at a glance: is anything down, how much traffic, how slow, how many errors. And undo at hand.
import { Moon, Play, Redo2, Square, Sun, Undo2 } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { Button, IconButton } from "../components/ui/button.tsx";
import { Figure } from "../components/ui/figure.tsx";
import { Skeleton } from "../components/ui/notice.tsx";
import { StateGlyph, stateColour } from "../components/ui/state-chip.tsx";
import { measureMilliseconds, measurePercent, measureRate } from "../lib/format.ts";
import { configStore } from "../state/config-store.ts";
import { useActions } from "../state/console-context.tsx";
import { labStore, selectFirstTraffic } from "../state/lab-store.ts";
import { overviewOf } from "../state/overview.ts";
import { preferencesStore, setTheme } from "../state/preferences-store.ts";
import { selectSnapshot, snapshotStore } from "../state/snapshot-store.ts";

export function Header() {
  return (
    <header className="header">
      <Status />
      <div className="header-actions">
        <TrafficButton />
        <span className="header-divider" />
        <History />
        <ThemeToggle />
      </div>
    </header>
  );
}

function Status() {
  const snapshot = useStore(snapshotStore, selectSnapshot);
  if (!snapshot) return <Skeleton width={320} height={20} />;
  const { servers, up, worst, requestRate, slowestP95Ms, slowestServer, errorShare } =
    overviewOf(snapshot);
  return (
    <div className="header-status">
      <p className="header-up" role="status">
        <StateGlyph state={servers === 0 ? "unchecked" : worst} size={18} />
        <span style={{ color: worst === "up" ? undefined : stateColour(worst) }}>
          {servers === 0 ? "No servers yet" : `${up} of ${servers} up`}
        </span>
      </p>
      <Figure label="Requests" measure={measureRate(requestRate)} />
      <Figure
        label="p95, slowest server"
        measure={measureMilliseconds(slowestP95Ms)}
        title={slowestServer === null ? undefined : `Slowest is ${slowestServer}`}
      />
      <Figure label="Errors" measure={measurePercent(errorShare)} isAlarming={errorShare >= 0.01} />
    </div>
  );
}

function TrafficButton() {
  const traffic = useStore(labStore, selectFirstTraffic);
  const { startTraffic, stopTraffic } = useActions();
  const [isBusy, setIsBusy] = useState(false);
  if (!traffic) return null;
  const { running, config } = traffic;
  const toggle = async () => {
    setIsBusy(true);
    await (running ? stopTraffic(config.id) : startTraffic(config.id));
    setIsBusy(false);
  };
  return (
    <Button
      variant={running ? "plain" : "primary"}
      icon={running ? <Square /> : <Play />}
      isBusy={isBusy}
      title={`Generator ${config.id}`}
      onClick={() => void toggle()}
    >
      {running ? "Stop traffic" : "Start traffic"}
    </Button>
  );
}

function History() {
  const { canUndo, canRedo } = useStore(configStore);
  const { undo, redo } = useActions();
  return (
    <>
      <IconButton label="Undo" icon={<Undo2 />} disabled={!canUndo} onClick={() => void undo()} />
      <IconButton label="Redo" icon={<Redo2 />} disabled={!canRedo} onClick={() => void redo()} />
    </>
  );
}

function ThemeToggle() {
  const theme = useStore(preferencesStore, (state) => state.theme);
  const isDark =
    theme === "dark" ||
    (theme === "system" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  return (
    <IconButton
      label={isDark ? "Light theme" : "Dark theme"}
      icon={isDark ? <Sun /> : <Moon />}
      onClick={() => setTheme(isDark ? "light" : "dark")}
    />
  );
}
