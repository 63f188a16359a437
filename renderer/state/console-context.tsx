// Hands the client and the actions to components. Stores are modules and need no context.
import { createContext, type ReactNode, use } from "react";
import type { BalancerClient } from "../../balancer-core/client/types.ts";
import type { Actions } from "./actions.ts";

export interface ConsoleServices {
  readonly client: BalancerClient;
  readonly actions: Actions;
}

const ConsoleContext = createContext<ConsoleServices | null>(null);

export function ConsoleProvider({
  services,
  children,
}: {
  readonly services: ConsoleServices;
  readonly children: ReactNode;
}) {
  return <ConsoleContext value={services}>{children}</ConsoleContext>;
}

function useServices(): ConsoleServices {
  const services = use(ConsoleContext);
  if (!services) throw new Error("the console's components need a ConsoleProvider above them");
  return services;
}

export const useClient = (): BalancerClient => useServices().client;
export const useActions = (): Actions => useServices().actions;
