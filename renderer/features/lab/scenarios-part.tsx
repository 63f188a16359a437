// The gallery of scenarios, below the one that plays or played last.

import { Play } from "lucide-react";
import { useState } from "react";
import type { ScenarioRun as Run } from "../../../balancer-core/contract/scenario-status.ts";
import { type ScenarioId, scenarioIds } from "../../../balancer-core/contract/scenario-texts.ts";
import { Button } from "../../components/ui/button.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import { ScenarioRun } from "./scenario-run.tsx";

/** The comparison has a part of its own. */
const offered = scenarioIds.filter((id) => id !== "side-by-side");

export function ScenariosPart({ run }: { readonly run: Run | undefined }) {
  const t = useText("scenarios");
  return (
    <div className="lab-stack">
      {run && run.id !== "side-by-side" && <ScenarioRun run={run} />}
      <p className="scenario-intro">{t("intro")}</p>
      <div className="scenario-gallery">
        {offered.map((id) => (
          <ScenarioCard key={id} id={id} run={run} />
        ))}
      </div>
    </div>
  );
}

function ScenarioCard({ id, run }: { readonly id: ScenarioId; readonly run: Run | undefined }) {
  const t = useText("scenarios");
  const { startScenario } = useActions();
  const [isBusy, setIsBusy] = useState(false);
  const isOwn = run?.id === id;
  const isPlaying = run !== undefined && run.state !== "ended";
  const play = async () => {
    setIsBusy(true);
    await startScenario(id);
    setIsBusy(false);
  };
  return (
    <article className="lab-card scenario-card" aria-label={t(`title.${id}`)}>
      <h3>{t(`title.${id}`)}</h3>
      <p className="scenario-card-question">{t(`question.${id}`)}</p>
      <p className="scenario-card-look">{t(`look.${id}`)}</p>
      <Button
        icon={<Play />}
        isBusy={isBusy}
        disabled={isPlaying}
        aria-label={`${t(isOwn ? "playAgain" : "play")}: ${t(`title.${id}`)}`}
        onClick={() => void play()}
      >
        {t(isOwn ? "playAgain" : "play")}
      </Button>
    </article>
  );
}
