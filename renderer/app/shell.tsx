// The frame around every page: navigation, header, connection banner, the page itself and the inspector beside it.
import { Suspense } from "react";
import { useStore } from "zustand";
import { Button } from "../components/ui/button.tsx";
import { EmptyState } from "../components/ui/notice.tsx";
import { FileDrop } from "../dnd/file-drop.tsx";
import { useText } from "../i18n/use-text.ts";
import { classNames } from "../lib/class-names.ts";
import { navigate, useRoute } from "../lib/hash-route.ts";
import { connectionStore, selectIsStale } from "../state/connection-store.ts";
import { snapshotStore } from "../state/snapshot-store.ts";
import { Announcer } from "./announcer.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Header } from "./header.tsx";
import { InspectorDock } from "./inspector-dock.tsx";
import { Navigation } from "./navigation.tsx";
import { Overlays } from "./overlays.tsx";
import { PageSkeleton } from "./page-skeleton.tsx";
import { pages } from "./pages.tsx";
import { StopBanner } from "./stop-banner.tsx";
import { tokenQuestionStore } from "./token-question-store.ts";
import { TokenScreen } from "./token-screen.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import { Welcome } from "./welcome.tsx";
import "./shell.css";

export function Shell() {
  const { page: path } = useRoute();
  useShortcuts();
  const isStale = useStore(connectionStore, selectIsStale);
  const question = useStore(tokenQuestionStore, (state) => state.question);
  if (question) return <TokenScreen question={question} />;
  return (
    <div className="shell">
      <Navigation current={path} />
      <div className="shell-column">
        <Header />
        <ConnectionBanner />
        <StopBanner />
        {path === "topology" && <Welcome />}
        <div className={classNames("shell-body", isStale && "shell-stale")}>
          <main className="shell-page">
            <ErrorBoundary key={path}>
              <Suspense fallback={<PageSkeleton />}>
                <CurrentPage path={path} />
              </Suspense>
            </ErrorBoundary>
          </main>
          <InspectorDock />
        </div>
      </div>
      <Announcer />
      <Overlays />
      <FileDrop />
    </div>
  );
}

function CurrentPage({ path }: { readonly path: string }) {
  const t = useText("shell");
  const hasData = useStore(snapshotStore, ({ snapshot }) => snapshot !== null);
  const entry = pages.find((page) => page.path === path);
  if (!entry)
    return (
      <EmptyState
        title={t("noPage")}
        reason={t("noPageReason", { path })}
        actions={
          <Button variant="primary" onClick={() => navigate("topology")}>
            {t("goTopology")}
          </Button>
        }
      />
    );
  if (!hasData && path !== "settings") return <PageSkeleton />;
  return <entry.component />;
}
