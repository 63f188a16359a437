// How a server answered so far: good answers, the client's mistakes, the server's failures, as parts of one bar.

import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { useText } from "../../i18n/use-text.ts";

export function AnswersBar({ status }: { readonly status: ServerSnapshot["status"] }) {
  const t = useText("servers");
  const good = status["1xx"] + status["2xx"] + status["3xx"];
  const parts = [
    { name: "2xx", count: good },
    { name: "4xx", count: status["4xx"] },
    { name: "5xx", count: status["5xx"] },
  ] as const;
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const words =
    total === 0
      ? t("noAnswers")
      : t("answersWords", { good, client: status["4xx"], server: status["5xx"] });
  return (
    <span className="answers-bar" role="img" aria-label={words} title={words}>
      {parts.map(
        ({ name, count }) =>
          count > 0 && (
            // A part too small to see would say "none", so each has a least width.
            <span
              key={name}
              className={`answers-part answers-${name}`}
              style={{ flexGrow: count }}
            />
          ),
      )}
    </span>
  );
}
