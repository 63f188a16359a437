// What was found listening on this machine, to be ticked. Nothing is ticked at first: not everything that listens is a server.
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { LocalPorts } from "../../balancer-core/contract/local-ports.ts";
import { CheckField } from "../components/ui/field.tsx";
import { Skeleton } from "../components/ui/notice.tsx";
import { useText } from "../i18n/use-text.ts";
import { useClient } from "../state/console-context.tsx";
import { selectPools, snapshotStore } from "../state/snapshot-store.ts";

/** `null` while it is looked, `"failed"` where it cannot be told. */
export type Detected = LocalPorts | "failed" | null;

/** Looks once, when the form is opened. */
export function useDetectedPorts(): Detected {
  const client = useClient();
  const [detected, setDetected] = useState<Detected>(null);
  useEffect(() => {
    let isGone = false;
    const tell = (answer: Detected) => {
      if (!isGone) setDetected(answer);
    };
    client.call("ports.detect", {}).then(tell, () => tell("failed"));
    return () => {
      isGone = true;
    };
  }, [client]);
  return detected;
}

export function DetectedPorts({
  detected,
  picked,
  onPick,
}: {
  readonly detected: Detected;
  readonly picked: ReadonlySet<number>;
  readonly onPick: (port: number, isPicked: boolean) => void;
}) {
  const t = useText("welcome");
  const pools = useStore(snapshotStore, selectPools);
  if (detected === null)
    return (
      <div role="status" aria-label={t("portsLooking")}>
        <Skeleton height={40} />
      </div>
    );
  if (detected === "failed") return <p className="local-ports-note">{t("portsUnknown")}</p>;
  if (detected.ports.length === 0) return <p className="local-ports-note">{t("portsNone")}</p>;
  const poolOf = (address: string) =>
    pools.find(({ servers }) => servers.some((server) => server.address === address))?.id;
  return (
    <fieldset className="local-ports-found">
      <legend>{t("portsFound")}</legend>
      <div className="local-ports-list">
        {detected.ports.map(({ port, address }) => {
          const pool = poolOf(address);
          return (
            <CheckField
              key={port}
              label={String(port)}
              isChecked={picked.has(port)}
              onCheckedChange={(isPicked) => onPick(port, isPicked)}
              {...(pool === undefined ? {} : { hint: t("portInPool", { pool }) })}
            />
          );
        })}
      </div>
      {(detected.by === "scan" || detected.isCut) && (
        <p className="local-ports-note">{t(detected.isCut ? "portsCut" : "portsScanned")}</p>
      )}
    </fieldset>
  );
}
