// Places a person dragged things to, of the workspace this balancer runs. Which one that is has to be asked.
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "../../state/console-context.tsx";
import { loadMovedNodes, type MovedNodes, type Place, saveMovedNodes } from "./moved-nodes.ts";

export interface MovedNodesControl {
  readonly moved: MovedNodes;
  /** While it is dragged, and kept once it is let go. */
  move(id: string, place: Place, isLetGo: boolean): void;
  tidy(): void;
}

export function useMovedNodes(): MovedNodesControl {
  const client = useClient();
  const [moved, setMoved] = useState<MovedNodes>({});
  const latest = useRef<MovedNodes>({});
  const workspace = useRef<string | null>(null);

  const change = useCallback((next: MovedNodes, isKept: boolean) => {
    latest.current = next;
    setMoved(next);
    if (isKept && workspace.current !== null) saveMovedNodes(workspace.current, next);
  }, []);

  useEffect(() => {
    let isGone = false;
    client
      .call("config.get", {})
      .then(({ file }) => {
        if (isGone) return;
        workspace.current = file;
        // What was dragged while this was asked comes on top.
        change({ ...loadMovedNodes(file), ...latest.current }, false);
      })
      // Not connected: the picture is tidy, and nothing is kept.
      .catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [client, change]);

  const move = useCallback(
    (id: string, place: Place, isLetGo: boolean) =>
      change({ ...latest.current, [id]: place }, isLetGo),
    [change],
  );
  const tidy = useCallback(() => change({}, true), [change]);
  return { moved, move, tidy };
}
