// How a server came to its state: its latest changes with their reasons, newest first, and how often it flapped.
import { useEffect, useState } from "react";
import type {
  ServerSnapshot,
  StateChangeRecord,
} from "../../../balancer-core/contract/snapshot.ts";
import { StateGlyph, stateWord } from "../../components/ui/state-chip.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatClock } from "../../lib/format.ts";
import { capitalised } from "../../lib/sentence.ts";
import { useClient } from "../../state/console-context.tsx";

const changesShown = 8;

export function ServerChanges({
  pool,
  server,
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
}) {
  const t = useText("inspector");
  const client = useClient();
  const { id, state, flaps } = server;
  const [changes, setChanges] = useState<readonly StateChangeRecord[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state is a change to ask for.
  useEffect(() => {
    let isCurrent = true;
    client.call("server.get", { pool, server: id }).then(
      (answer) => isCurrent && setChanges(answer.changes.slice(-changesShown).reverse()),
      // What was known stays; the banner says that the connection is lost.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [client, pool, id, state, flaps]);
  return (
    <>
      <p className="inspector-note">{flaps === 0 ? t("noFlaps") : t("flaps", { count: flaps })}</p>
      {changes.length > 0 && (
        <ol className="inspector-changes">
          {changes.map(({ at, from, to, reason }) => (
            <li key={`${at} ${to}`}>
              <span className="figures">{formatClock(at)}</span>
              <span className="inspector-change">
                {stateWord(from)} → <StateGlyph state={to} /> <strong>{stateWord(to)}</strong>
              </span>
              {reason !== "" && <p>{capitalised(coreText(reason))}</p>}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
