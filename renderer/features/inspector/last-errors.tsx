// The last requests of a server that failed, those the balancer answered itself apart from those the server answered. Asked for
// when the server's count of errors moves, at most once in two seconds.
import { useEffect, useState } from "react";
import type { RequestRecord } from "../../../balancer-core/contract/records.ts";
import { errorSentence } from "../../i18n/error-sentence.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatClock } from "../../lib/format.ts";
import { useClient } from "../../state/console-context.tsx";

const shownOfEach = 4;
const atMostEveryMs = 2_000;

export function LastErrors({
  pool,
  server,
  errors,
}: {
  readonly pool: string;
  readonly server: string;
  readonly errors: number;
}) {
  const t = useText("inspector");
  const found = useLastErrors(pool, server, errors);
  const own = found.filter(({ error }) => error !== null).slice(0, shownOfEach);
  const servers = found.filter(({ error }) => error === null).slice(0, shownOfEach);
  if (found.length === 0) return <p className="inspector-note">{t("noErrors")}</p>;
  return (
    <>
      <ErrorList title={t("errorsOfServer")} requests={servers} />
      <ErrorList title={t("errorsOfBalancer")} requests={own} />
    </>
  );
}

function ErrorList({
  title,
  requests,
}: {
  readonly title: string;
  readonly requests: readonly RequestRecord[];
}) {
  if (requests.length === 0) return null;
  return (
    <>
      <h4 className="inspector-note">{title}</h4>
      <ol className="inspector-changes" aria-label={title}>
        {requests.map(({ id, at, status, error, method, target }) => (
          <li key={`${id} ${at}`}>
            <span className="figures">{formatClock(at)}</span>
            <span>
              <strong className="inspector-failed">{status}</strong>{" "}
              {error === null ? `${method} ${target}` : <code>{error}</code>}
            </span>
            {error !== null && <p>{errorSentence(error)}</p>}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Newest first. */
function useLastErrors(pool: string, server: string, errors: number): readonly RequestRecord[] {
  const client = useClient();
  const [found, setFound] = useState<readonly RequestRecord[]>([]);
  const [asked, setAsked] = useState(errors);
  useEffect(() => {
    if (asked === errors) return;
    const handle = window.setTimeout(() => setAsked(errors), atMostEveryMs);
    return () => window.clearTimeout(handle);
  }, [asked, errors]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count is the reason to ask again.
  useEffect(() => {
    let isCurrent = true;
    client.call("requests.list", { server: `${pool}/${server}`, status: "5xx", limit: 40 }).then(
      ({ requests }) => isCurrent && setFound(requests),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [client, pool, server, asked]);
  return found;
}
