// "Why s2?": the decision in one sentence, every candidate as a bar with its numbers put into the algorithm's formula, and who was
// left out for which reason. Nothing is recomputed here: all of it is what the core wrote down when it chose.

import { Check, Dices, Pin } from "lucide-react";
import type { Decision, RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { Term } from "../../../components/ui/term.tsx";
import type { Text } from "../../../i18n/catalogue-types.ts";
import { coreText } from "../../../i18n/core-text.ts";
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
        <Explained decision={decision} pool={pool} attempts={attempts.length} />
      )}
    </section>
  );
}

function Explained({
  decision,
  pool,
  attempts,
}: {
  readonly decision: Decision;
  readonly pool: string | null;
  /** What is kept is the choice for the last of them. */
  readonly attempts: number;
}) {
  const t = useText("traffic");
  const { score, excluded, algorithm, sticky } = decision;
  const bars = decisionBars(decision);
  return (
    <>
      <p className="decision-sentence">{sentenceOf(decision, t)}</p>
      <p className="request-note">
        {attempts > 1 && `${t("decision.last", { number: attempts })} `}
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
          <span>
            {score.wins === "lowest" ? t("decision.lowestWins") : t("decision.highestWins")}
          </span>
          <code>{score.formula}</code>
        </p>
      )}
      <table className="decision-table" aria-label={t("decision.candidates")}>
        <tbody>
          {bars.map((bar) => (
            <BarRow key={bar.server} bar={bar} decision={decision} pool={pool} />
          ))}
        </tbody>
      </table>
      {excluded.length > 0 && (
        <div className="decision-excluded">
          <h4>{t("decision.excluded")}</h4>
          <ul>
            {excluded.map(({ server, reason }) => (
              <li key={server}>
                <strong>{server}</strong> {coreText(reason)}
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
            <Check aria-hidden="true" />
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
          : measured(score, unit, t)}
      </td>
    </tr>
  );
}

/** The choice in one sentence, out of what the core wrote down. */
export function sentenceOf(decision: Decision, t: Text<"traffic">): string {
  const { candidates, score, hash, drawn, algorithm } = decision;
  const server = decision.chosen ?? "";
  const scored = candidates.filter((candidate) => candidate.score !== null).length;
  const compared = scored === 0 ? candidates.length : scored;
  const own = candidates.find((candidate) => candidate.server === server)?.score ?? null;
  const words = own === null ? "" : measured(own, score?.unit ?? "", t);
  const about = { server, compared, score: words, algorithm };
  switch (reasonOf(decision)) {
    case "nobody":
      return t("decision.because.nobody");
    case "sticky":
      return t("decision.because.sticky", { server });
    case "only":
      return t("decision.because.only", { server });
    case "hash": {
      if (!hash) return "";
      const { key, position, of, steps } = hash;
      const place = { server, part: partText(hash.part, t), key, position, of };
      return steps === 0
        ? t("decision.because.hash", place)
        : t("decision.because.hashSteps", { ...place, count: steps });
    }
    case "score":
      if (score?.unit === "place") return t("decision.because.first", { server });
      if (score?.unit === "turns") return t("decision.because.turn", about);
      if (score?.wins === "highest") return t("decision.because.highest", about);
      return t(drawn ? "decision.because.lowestDrawn" : "decision.because.lowest", about);
    case "tie":
      return t("decision.because.tie", {
        ...about,
        tieBreak: tieBreakText(decision.tieBreak ?? "", t),
      });
    case "drawn":
      return t("decision.because.drawn", about);
    case "turn":
      return t("decision.because.chosen", about);
  }
}

/** `1 request`, `9.01 ms`, `place 2`. */
function measured(score: number, unit: string, t: Text<"traffic">): string {
  const text = localDecimals(scoreText(score));
  const isOne = score === 1;
  if (unit === "requests")
    return t(isOne ? "decision.unit.request" : "decision.unit.requests", { score: text });
  if (unit === "turns")
    return t(isOne ? "decision.unit.turn" : "decision.unit.turns", { score: text });
  if (unit === "place") return t("decision.unit.place", { score: text });
  return `${text} ${unit}`;
}

const parts = ["source-ip", "path", "header", "cookie", "query"] as const;

/** `Header x-key` for `header:x-key`; a part that the catalogue does not know yet is still told. */
function partText(part: string, t: Text<"traffic">): string {
  const [kind, name = ""] = part.split(":");
  const known = parts.find((each) => each === kind);
  return known === undefined ? part : t(`decision.part.${known}`, { name });
}

const tieBreaks = ["turn order", "lowest ordinal", "first drawn", "random"] as const;

function tieBreakText(tieBreak: string, t: Text<"traffic">): string {
  const known = tieBreaks.find((each) => each === tieBreak);
  return known === undefined ? tieBreak : t(`decision.tieBreaks.${known}`);
}
