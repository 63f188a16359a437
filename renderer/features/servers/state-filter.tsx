// One chip for each state that servers are in, to see those alone. Most urgent first.
import type { ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { StateGlyph, stateWord } from "../../components/ui/state-chip.tsx";
import { useText } from "../../i18n/use-text.ts";
import { statesByUrgency } from "../../state/overview.ts";

export interface StateFilterProps {
  readonly counts: ReadonlyMap<ServerState, number>;
  readonly chosen: ReadonlySet<ServerState>;
  readonly onChange: (chosen: ReadonlySet<ServerState>) => void;
}

export function StateFilter({ counts, chosen, onChange }: StateFilterProps) {
  const t = useText("servers");
  const toggle = (state: ServerState) => {
    const next = new Set(chosen);
    if (!next.delete(state)) next.add(state);
    onChange(next);
  };
  return (
    <fieldset className="state-filter" aria-label={t("filterStates")}>
      {statesByUrgency
        .filter((state) => counts.has(state) || chosen.has(state))
        .map((state) => (
          <button
            key={state}
            type="button"
            className="state-filter-chip"
            aria-pressed={chosen.has(state)}
            onClick={() => toggle(state)}
          >
            <StateGlyph state={state} size={12} />
            {stateWord(state)}
            <span className="figures">{counts.get(state) ?? 0}</span>
          </button>
        ))}
    </fieldset>
  );
}
