// Which balancer this console speaks to, and how.
import { useStore } from "zustand";
import { Panel } from "../../components/ui/panel.tsx";
import { Term } from "../../components/ui/term.tsx";
import { useText } from "../../i18n/use-text.ts";
import { noValue } from "../../lib/format.ts";
import { connectionStore } from "../../state/connection-store.ts";
import { snapshotStore } from "../../state/snapshot-store.ts";
import { hostKind } from "../../transport/choose-transport.ts";

export function ConnectionPanel() {
  const t = useText("settings");
  const status = useStore(connectionStore, (state) => state.status.state);
  const revision = useStore(snapshotStore, ({ snapshot }) => snapshot?.revision ?? null);
  const kind = hostKind();
  return (
    <Panel title={t("connection")}>
      <dl className="settings-facts">
        <dt>{t("balancer")}</dt>
        <dd>{t(`status.${status}`)}</dd>
        <dt>
          <Term name="shell">{t("console")}</Term>
        </dt>
        <dd>{t(`consoleKind.${kind}`)}</dd>
        <dt>{t("address")}</dt>
        <dd className="figures">{kind === "desktop" ? t("inProcess") : window.location.host}</dd>
        <dt>{t("configuration")}</dt>
        <dd className="figures">{revision === null ? noValue : t("revision", { revision })}</dd>
      </dl>
    </Panel>
  );
}
