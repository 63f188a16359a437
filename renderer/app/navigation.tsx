// The left rail: mark and name, the pages, and what is known about this balancer at the foot.
import { useStore } from "zustand";
import { Term } from "../components/ui/term.tsx";
import { useText } from "../i18n/use-text.ts";
import { formatSpan, noValue } from "../lib/format.ts";
import { routeHref } from "../lib/hash-route.ts";
import { configStore } from "../state/config-store.ts";
import { snapshotStore } from "../state/snapshot-store.ts";
import { Mark } from "./mark.tsx";
import { pages } from "./pages.tsx";

export function Navigation({ current }: { readonly current: string }) {
  const t = useText("shell");
  return (
    <nav className="navigation" aria-label={t("pages")}>
      <div className="navigation-brand">
        <Mark />
        <span className="navigation-name">Evenkeel</span>
      </div>
      <ul className="navigation-list">
        {pages.map(({ path, icon: Icon }) => (
          <li key={path}>
            <a
              className="navigation-link"
              href={routeHref(path)}
              data-tour={`page-${path}`}
              aria-current={path === current ? "page" : undefined}
            >
              <Icon aria-hidden="true" />
              {t(`page.${path}`)}
            </a>
          </li>
        ))}
      </ul>
      <Foot />
    </nav>
  );
}

function Foot() {
  const t = useText("shell");
  const revision = useStore(configStore, (state) => state.revision);
  // As text, which changes once a second at most: snapshots come more often.
  const uptime = useStore(snapshotStore, ({ snapshot }) =>
    snapshot ? formatSpan(snapshot.uptimeMs) : noValue,
  );
  return (
    <dl className="navigation-foot">
      <dt>
        <Term name="revision">{t("revision")}</Term>
      </dt>
      <dd className="figures">{revision ?? noValue}</dd>
      <dt>{t("running")}</dt>
      <dd className="figures">{uptime}</dd>
    </dl>
  );
}
