// Puts the console on the page over any client: the real one in main.tsx, a scripted one in tests/support/console-fixture.
import "../styles/styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { BalancerClient } from "../../balancer-core/client/types.ts";
import { forgetStaleOffer, Toaster, toastNotifier } from "../components/ui/toaster.tsx";
import { createActions } from "../state/actions.ts";
import { bindHost } from "../state/bind-host.ts";
import { registerCommandSource, registerCommands } from "../state/commands.ts";
import { configStore } from "../state/config-store.ts";
import { ConsoleProvider } from "../state/console-context.tsx";
import { shellPort } from "../transport/electron-transport.ts";
import { applyPreferences } from "./apply-preferences.ts";
import { bindShell } from "./bind-shell.ts";
import { createConsoleCommands } from "./console-commands.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { objectCommands } from "./object-commands.ts";
import { Shell } from "./shell.tsx";

export function mountConsole(root: HTMLElement, client: BalancerClient): void {
  applyPreferences(document.documentElement);
  bindHost(client);
  const actions = createActions(client, toastNotifier);
  const services = { client, actions };
  registerCommands(createConsoleCommands(actions));
  registerCommandSource(() => objectCommands(actions));
  bindShell(shellPort());
  configStore.subscribe(forgetStaleOffer);
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
