// What listens on this machine, looked up when it is opened: each port can be dragged onto a pool, or added to the one chosen here.
import { Plug, RefreshCw } from "lucide-react";
import { useState } from "react";
import type { LocalPorts as Found } from "../../../balancer-core/contract/local-ports.ts";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { Popover } from "../../components/ui/popover.tsx";
import { useText } from "../../i18n/use-text.ts";
import { asBalancerError } from "../../state/actions.ts";
import { useClient } from "../../state/console-context.tsx";
import { PaletteItem } from "./palette.tsx";
import "./palette.css";

type Look = { readonly found: Found } | { readonly failed: string } | null;

export function LocalPorts() {
  const t = useText("dnd");
  const client = useClient();
  const [isOpen, setIsOpen] = useState(false);
  const [look, setLook] = useState<Look>(null);
  const start = () => {
    setLook(null);
    client.call("ports.detect", {}).then(
      (found) => setLook({ found }),
      (cause: unknown) => setLook({ failed: asBalancerError(cause).message }),
    );
  };
  return (
    <Popover
      title={t("portsTitle")}
      isOpen={isOpen}
      onOpenChange={(next) => {
        setIsOpen(next);
        if (next) start();
      }}
      trigger={
        <Button variant="quiet" size="small" icon={<Plug />} data-palette="ports">
          {t("ports")}
        </Button>
      }
    >
      <div className="ports-found">
        <Result look={look} />
        <IconButton
          label={t("portsAgain")}
          size="small"
          icon={<RefreshCw />}
          onClick={start}
          disabled={look === null}
        />
      </div>
    </Popover>
  );
}

function Result({ look }: { readonly look: Look }) {
  const t = useText("dnd");
  if (look === null) return <p role="status">{t("portsLooking")}</p>;
  if ("failed" in look) return <p role="alert">{t("portsFailed", { why: look.failed })}</p>;
  const { ports, by, isCut } = look.found;
  return (
    <div className="ports-found-list">
      {ports.length === 0 && <p>{t("portsNone")}</p>}
      <ul>
        {ports.map(({ port, address }) => (
          <li key={address}>
            <PaletteItem
              id={`port-${port}`}
              dragged={{ kind: "port", address }}
              icon={<Plug aria-hidden="true" />}
            >
              <span className="figures">{address}</span>
            </PaletteItem>
          </li>
        ))}
      </ul>
      {isCut && <p>{t("portsCut")}</p>}
      {by === "scan" && <p>{t("portsScan")}</p>}
    </div>
  );
}
