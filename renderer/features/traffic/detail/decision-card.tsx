// "Why s2?": the decision in one sentence, every candidate as a bar with its numbers put into the algorithm's formula, and who was
// left out for which reason. Nothing is recomputed here: all of it is what the core wrote down when it chose.

import { Dices, Pin, Trophy } from "lucide-react";
import type { Decision, RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { Term } from "../../../components/ui/term.tsx";
import type { Text } from "../../../i18n/catalogue-types.ts";
import { useText } from "../../../i18n/use-text.ts";
import { classNames } from "../../../lib/class-names.ts";
import { localDecimals } from "../../../lib/digits.ts";
import { formatMilliseconds } from "../../../lib/format.ts";
import { select } from "../../../state/selection-store.ts";
import { type DecisionBar, decisionBars, reasonOf, scoreText } from "./decision-bars.ts";

export function DecisionCard({ request }: { readonly request: RequestRecord }) {
  const t = useText("traffic");
  const { decision, pool, attempts } = request;
  const chosen = decision?.chosen ?? null;
  const title =
    chosen === null ? t("detail.noDecisionTitle") : t("detail.decision", { server: chosen });
  return (
    <section className="request-part decision" aria-label={title}>
      <h3 className="request-part-title">
        <Term name="decision">{title}</Term>
      </h3>
      {decision === null ? (
        <p className="request-note">
          {attempts.length === 0 ? t("decision.noServer") : t("decision.missing")}
        </p>
      ) : (
        <Explained decision={decision} pool={pool} isRetried={attempts.length > 1} />
      )}
    </section>
  );
}

function Explained({
  decision,
  pool,
  isRetried,
}: {
  readonly decision: Decision;
  readonly pool: string | null;
  readonly isRetried: boolean;
}) {
  const t = useText("traffic");
  const { score, excluded, algorithm, sticky, tieBreak } = decision;
  const bars = decisionBars(decision);
  return (
    <>
      <p className="decision-sentence">{sentenceOf(decision, t)}</p>
      <p className="request-note">
        {isRetried && `${t("decision.first", { algorithm })} `}
        {sticky === "hit" ? (
          <span className="decision-sticky">
            <Pin aria-hidden="true" /> {t("decision.sticky.hit")}
          </span>
        ) : (
          t(`decision.sticky.${sticky}`)
        )}
      </p>
      {score && (
        <p className="decision-formula">
          <span className="decision-algorithm">{algorithm}</span>
          <code>{score.formula}</code>
          <span>
            {score.wins === "lowest" ? t("decision.lowestWins") : t("decision.highestWins")}
          </span>
        </p>
      )}
      <table className="decision-table" aria-label={t("decision.candidates")}>
        <tbody>
          {bars.map((bar) => (
            <BarRow key={bar.server} bar={bar} decision={decision} pool={pool} />
          ))}
        </tbody>
      </table>
      {tieBreak !== null && <p className="request-note">{t("decision.tie", { tieBreak })}</p>}
      {excluded.length > 0 && (
        <div className="decision-excluded">
          <h4>{t("decision.excluded")}</h4>
          <ul>
            {excluded.map(({ server, reason }) => (
              <li key={server}>
                <strong>{server}</strong> {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function BarRow({
  bar,
  decision,
  pool,
}: {
  readonly bar: DecisionBar;
  readonly decision: Decision;
  readonly pool: string | null;
}) {
  const t = useText("traffic");
  const { server, isChosen, isDrawn, score, sum, active, weight, latencyMs } = bar;
  const unit = decision.score?.unit ?? "";
  return (
    <tr className={classNames("decision-row", isChosen && "decision-chosen")}>
      <th scope="row">
        <button
          type="button"
          className="decision-server"
          disabled={pool === null}
          onClick={() => pool !== null && select({ kind: "server", pool, server })}
        >
          {server}
        </button>
        {isChosen && (
          <span className="decision-mark" title={t("decision.chosen")}>
            <Trophy aria-hidden="true" />
            <span className="visually-hidden">{t("decision.chosen")}</span>
          </span>
        )}
        {isDrawn && !isChosen && (
          <span className="decision-mark" title={t("decision.drawn")}>
            <Dices aria-hidden="true" />
            <span className="visually-hidden">{t("decision.drawn")}</span>
          </span>
        )}
      </th>
      <td className="decision-track">
        {score !== null && (
          <span className="decision-rail">
            <span
              className="decision-bar"
              style={{ left: `${bar.from * 100}%`, width: `${(bar.to - bar.from) * 100}%` }}
            />
          </span>
        )}
        <span className="decision-inputs figures">
          {sum === null
            ? [
                t("decision.active", { active }),
                t("decision.weight", { weight: scoreText(weight) }),
                ...(latencyMs === null ? [] : [formatMilliseconds(latencyMs)]),
              ].join(", ")
            : sum}
        </span>
      </td>
      <td className="decision-score figures">
        {score === null
          ? decision.score === null
            ? ""
            : t("decision.notCompared")
          : t("decision.score", { score: localDecimals(scoreText(score)), unit })}
      </td>
    </tr>
  );
}

/** The choice in one sentence, out of what the core wrote down. */
export function sentenceOf(decision: Decision, t: Text<"traffic">): string {
  const { candidates, score, hash, drawn, algorithm } = decision;
  const server = decision.chosen ?? "";
  const compared = candidates.filter((candidate) => candidate.score !== null).length;
  const own = candidates.find((candidate) => candidate.server === server)?.score ?? null;
  const scored = {
    server,
    score: own === null ? "" : localDecimals(scoreText(own)),
    unit: score?.unit ?? "",
  };
  switch (reasonOf(decision)) {
    case "nobody":
      return t("decision.because.nobody");
    case "sticky":
      return t("decision.because.sticky", { server });
    case "only":
      return t("decision.because.only", { server });
    case "hash": {
      if (!hash) return "";
      const place = {
        server,
        part: hash.part,
        key: hash.key,
        position: hash.position,
        of: hash.of,
      };
      return hash.steps === 0
        ? t("decision.because.hash", place)
        : t("decision.because.hashSteps", { ...place, count: hash.steps });
    }
    case "score":
      return score?.wins === "highest"
        ? t("decision.because.highest", { ...scored, compared })
        : t("decision.because.lowest", { ...scored, compared });
    case "tie":
      return t("decision.because.tie", { ...scored, tieBreak: decision.tieBreak ?? "" });
    case "drawn":
      return t("decision.because.drawn", { server, drawn: (drawn ?? []).join(", ") });
    case "turn":
      return t("decision.because.turn", { server, compared: candidates.length, algorithm });
  }
}
