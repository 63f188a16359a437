// Starts the console: picks the transport, makes the client, binds its topics to the stores and shows the app.
import "./zod-without-eval.ts";
import { createClient } from "../balancer-core/client/client.ts";
import type { BalancerClient } from "../balancer-core/client/types.ts";
import { mountConsole } from "./app/mount-console.tsx";
import { askToken } from "./app/token-question-store.ts";
import { createConnect } from "./transport/choose-transport.ts";

const root = document.getElementById("root");
if (root) {
  const client: BalancerClient = createClient({
    connect: createConnect({ askToken, retry: () => client.reconnect() }),
    wallTime: () => Date.now(),
  });
  mountConsole(root, client);
}
