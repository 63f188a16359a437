// What the dock shows of the selected server, pool or listener.
import type { Selection } from "../../state/selection-store.ts";
import { ListenerInspector } from "./listener-inspector.tsx";
import { PoolInspector } from "./pool-inspector.tsx";
import { ServerInspector } from "./server-inspector.tsx";
import "./inspector.css";

export function Inspector({ selection }: { readonly selection: Selection }) {
  return (
    <div className="inspector">
      {selection.kind === "server" && (
        <ServerInspector pool={selection.pool} server={selection.server} />
      )}
      {selection.kind === "pool" && <PoolInspector pool={selection.pool} />}
      {selection.kind === "listener" && <ListenerInspector listener={selection.listener} />}
    </div>
  );
}
