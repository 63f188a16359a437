// Puts one address in front of servers that run on this machine: ports in, a listener and a pool out.
import { useState } from "react";
import { Button } from "../components/ui/button.tsx";
import { Dialog, DialogActions } from "../components/ui/dialog.tsx";
import { NumberField, TextField } from "../components/ui/field.tsx";
import { useText } from "../i18n/use-text.ts";
import { useActions } from "../state/console-context.tsx";
import { closeOverlay } from "../state/overlay-store.ts";
import { setPreferences } from "../state/preferences-store.ts";
import {
  firstListenPort,
  isPort,
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
  const parsed = parsePorts(text);
  const ports = "ports" in parsed ? parsed.ports : [];
  const isOwn = listenPort !== null && ports.includes(listenPort);
  const isListenPort = listenPort !== null && isPort(listenPort);
  const canApply = ports.length > 0 && isListenPort && !isOwn;
  const apply = async () => {
    if (!canApply || listenPort === null) return;
    setIsBusy(true);
    const { ok } = await changeYaml((yaml) => withLocalPorts(yaml, ports, listenPort));
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
        <TextField
          label={t("portsField")}
          isFigure
          autoFocus
          placeholder="3000, 3001"
          hint={t("portsFieldHint")}
          error={problemOf(parsed, isOwn ? listenPort : null, t)}
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
  ownPort: number | null,
  t: ReturnType<typeof useText<"welcome">>,
): string | undefined {
  if ("wrong" in parsed) return t("portsWrong", { word: parsed.wrong });
  if ("isTooMany" in parsed) return t("portsMany", { most: portsAtMost });
  return ownPort === null ? undefined : t("portsOwn", { port: String(ownPort) });
}
