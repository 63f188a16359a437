// Puts one address in front of servers that run on this machine: ports ticked or typed, a listener and a pool out.
import { useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { Dialog, DialogActions } from "../components/ui/dialog.tsx";
import { NumberField, TextField } from "../components/ui/field.tsx";
import { useText } from "../i18n/use-text.ts";
import { useActions } from "../state/console-context.tsx";
import { closeOverlay } from "../state/overlay-store.ts";
import { setPreferences } from "../state/preferences-store.ts";
import { DetectedPorts, useDetectedPorts } from "./detected-ports.tsx";
import {
  firstListenPort,
  isPort,
  localServers,
  type Ports,
  parsePorts,
  portsAtMost,
  withLocalPorts,
} from "./local-ports.ts";
import "./welcome.css";

export function LocalPortsDialog() {
  const t = useText("welcome");
  const { changeYaml } = useActions();
  const [text, setText] = useState("");
  const [listenPort, setListenPort] = useState<number | null>(firstListenPort);
  const [isBusy, setIsBusy] = useState(false);
  const detected = useDetectedPorts();
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const found = detected === null || detected === "failed" ? [] : detected.ports;
  const parsed = parsePorts(text);
  const servers = localServers([...picked, ...("ports" in parsed ? parsed.ports : [])], found);
  const isOwn = listenPort !== null && servers.some(({ port }) => port === listenPort);
  const isListenPort = listenPort !== null && isPort(listenPort);
  const isTooMany = servers.length > portsAtMost || "isTooMany" in parsed;
  const isTyped = text.trim() === "" || "ports" in parsed;
  const canApply = servers.length > 0 && isTyped && !isTooMany && isListenPort && !isOwn;
  const apply = async () => {
    if (!canApply || listenPort === null) return;
    setIsBusy(true);
    const { ok } = await changeYaml((yaml) => withLocalPorts(yaml, servers, listenPort));
    setIsBusy(false);
    if (!ok) return;
    setPreferences({ isTourSeen: true });
    closeOverlay();
  };
  return (
    <Dialog
      title={t("ports")}
      description={t("portsDescription")}
      isOpen
      onOpenChange={(isOpen) => !isOpen && closeOverlay()}
    >
      <form
        noValidate
        className="local-ports"
        onSubmit={(event) => {
          event.preventDefault();
          void apply();
        }}
      >
        <DetectedPorts
          detected={detected}
          picked={picked}
          onPick={(port, isPicked) => {
            const next = new Set(picked);
            if (isPicked) next.add(port);
            else next.delete(port);
            setPicked(next);
          }}
        />
        <TextField
          label={t(found.length > 0 ? "portsMore" : "portsField")}
          isFigure
          autoFocus
          placeholder="3000, 3001"
          hint={t("portsFieldHint")}
          error={problemOf(parsed, isTooMany, isOwn ? listenPort : null, t)}
          value={text}
          onValueChange={setText}
        />
        <NumberField
          label={t("listenOn")}
          hint={t("listenOnHint")}
          min={1}
          max={65_535}
          value={listenPort}
          aria-invalid={!isListenPort}
          onValueChange={setListenPort}
        />
        <DialogActions>
          <Button onClick={closeOverlay}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={!canApply} isBusy={isBusy}>
            {t("portsApply")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function problemOf(
  parsed: Ports,
  isTooMany: boolean,
  ownPort: number | null,
  t: ReturnType<typeof useText<"welcome">>,
): string | undefined {
  if ("wrong" in parsed) return t("portsWrong", { word: parsed.wrong });
  if (isTooMany) return t("portsMany", { most: portsAtMost });
  return ownPort === null ? undefined : t("portsOwn", { port: String(ownPort) });
}
