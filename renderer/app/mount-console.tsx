// Puts the console on the page over any client: the real one in main.tsx, a scripted one in tests/support/console-fixture.
import "../styles/styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { BalancerClient } from "../../balancer-core/client/types.ts";
import { Toaster, toastNotifier } from "../components/ui/toaster.tsx";
import { createActions } from "../state/actions.ts";
import { bindHost } from "../state/bind-host.ts";
import { ConsoleProvider } from "../state/console-context.tsx";
import { applyPreferences } from "./apply-preferences.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Shell } from "./shell.tsx";

export function mountConsole(root: HTMLElement, client: BalancerClient): void {
  applyPreferences(document.documentElement);
  bindHost(client);
  const services = { client, actions: createActions(client, toastNotifier) };
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <ConsoleProvider services={services}>
          <Shell />
        </ConsoleProvider>
      </ErrorBoundary>
      <Toaster />
    </StrictMode>,
  );
}
