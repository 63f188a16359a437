// The console over a scripted host, to look at pages without a balancer. `?lost`, `?connecting` and `?mismatch` show those states,
// `?many=500` a large pool.
import "../../../renderer/zod-without-eval.ts";
import { mountConsole } from "../../../renderer/app/mount-console.tsx";
import { select } from "../../../renderer/state/selection-store.ts";
import { createFixtureClient } from "./fixture-client.ts";

const root = document.getElementById("root");
const scene = new URLSearchParams(window.location.search);
if (root)
  mountConsole(
    root,
    createFixtureClient({
      extraServers: Number(scene.get("many") ?? 0),
      scene: scene.has("lost")
        ? "lost"
        : scene.has("connecting")
          ? "connecting"
          : scene.has("mismatch")
            ? "mismatch"
            : "open",
    }),
  );

// shoot.mjs opens the inspector this way, whatever the page.
window.addEventListener("fixture-select", (event) => {
  const [pool = "", server = ""] = String((event as CustomEvent).detail).split("/");
  const [, listener] = pool.split("listener:");
  if (listener !== undefined) select({ kind: "listener", listener });
  else select(server === "" ? { kind: "pool", pool } : { kind: "server", pool, server });
});
