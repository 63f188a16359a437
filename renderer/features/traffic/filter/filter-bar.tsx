// The filter above the list: a field with suggestions, chips for what is asked most, and what is wrong with the words typed.
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Keys } from "../../../components/ui/keys.tsx";
import type { Text } from "../../../i18n/catalogue-types.ts";
import { useText } from "../../../i18n/use-text.ts";
import { classNames } from "../../../lib/class-names.ts";
import { selectListeners, selectPools, snapshotStore } from "../../../state/snapshot-store.ts";
import {
  complete,
  type KnownNames,
  type Suggestion,
  suggestionsFor,
} from "./filter-suggestions.ts";
import { termNames } from "./filter-terms.ts";
import { type FilterProblem, hasWord, longestFilter, toggleWord } from "./request-filter.ts";
import "./filter-bar.css";

const chips = [
  { name: "failed", word: "error:*" },
  { name: "own", word: "from:balancer" },
  { name: "slow", word: ">200ms" },
  { name: "retried", word: "retried" },
  { name: "sticky", word: "sticky:hit" },
] as const;

export interface FilterBarProps {
  readonly text: string;
  readonly problems: readonly FilterProblem[];
  readonly onTextChange: (text: string) => void;
}

export function FilterBar({ text, problems, onTextChange }: FilterBarProps) {
  const t = useText("traffic");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(-1);
  const suggestions = caret === null ? [] : suggestionsFor(text, caret, knownNames());
  const isOpen = suggestions.length > 0;
  // A word that suggestions still complete is not wrong yet, and the list below must not jump while it is typed.
  const shownProblems = isOpen && text !== "" ? [] : problems;

  function take({ word }: Suggestion): void {
    const next = complete(text, caret ?? text.length, word);
    onTextChange(next.text);
    setActive(-1);
    setCaret(next.caret);
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const chosen = suggestions[active];
    if (event.key === "Escape") {
      // Escape closes what is open first: the list, then the words, then whatever is beside.
      if (isOpen) setCaret(null);
      else if (text !== "") {
        onTextChange("");
        setCaret(null);
      } else return;
    } else if (event.key === "ArrowDown" && isOpen) setActive((active + 1) % suggestions.length);
    else if (event.key === "ArrowUp" && isOpen)
      setActive(active <= 0 ? suggestions.length - 1 : active - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && isOpen && chosen) take(chosen);
    else if (event.key === "Enter") setCaret(null);
    else return;
    event.preventDefault();
  }

  const follow = ({ selectionStart }: HTMLInputElement) => {
    setCaret(selectionStart);
    setActive(-1);
  };
  return (
    <div className="filter-bar">
      <div className={classNames("filter-field", shownProblems.length > 0 && "filter-field-wrong")}>
        <input
          ref={input}
          type="search"
          role="combobox"
          className="field-input figures"
          aria-label={t("filter")}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={shownProblems.length > 0}
          aria-describedby={shownProblems.length > 0 ? `${id}-wrong` : undefined}
          placeholder={t("filterHint")}
          autoComplete="off"
          spellCheck={false}
          maxLength={longestFilter}
          value={text}
          onChange={({ currentTarget }) => {
            onTextChange(currentTarget.value);
            follow(currentTarget);
          }}
          onFocus={({ currentTarget }) => follow(currentTarget)}
          onClick={({ currentTarget }) => follow(currentTarget)}
          onBlur={() => setCaret(null)}
          onKeyDown={onKeyDown}
        />
        {text === "" && caret === null && (
          <span className="filter-key" aria-hidden="true">
            <Keys shortcut="/" /> {t("filterKey")}
          </span>
        )}
        <ul
          id={`${id}-list`}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the list of a combobox, as the pattern has it.
          role="listbox"
          aria-label={t("suggestions")}
          className="filter-list"
          hidden={!isOpen}
        >
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's.
            <li
              key={suggestion.word}
              id={`${id}-${index}`}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of a combobox.
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="filter-option"
              // The field must keep the focus, or its list would close before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(suggestion)}
            >
              <code>{suggestion.word}</code>
              {suggestion.term !== null && <span>{t(`term.${suggestion.term}`)}</span>}
            </li>
          ))}
        </ul>
      </div>
      <div className="filter-chips">
        {chips.map(({ name, word }) => (
          <button
            key={name}
            type="button"
            className="filter-chip"
            title={word}
            aria-pressed={hasWord(text, word)}
            onClick={() => onTextChange(toggleWord(text, word))}
          >
            {t(`chip.${name}`)}
          </button>
        ))}
      </div>
      {shownProblems.length > 0 && (
        <p id={`${id}-wrong`} className="filter-wrong" role="status">
          {shownProblems.map((problem) => problemText(problem, t)).join(" ")}
        </p>
      )}
    </div>
  );
}

export function problemText({ kind, word, term }: FilterProblem, t: Text<"traffic">): string {
  const takes = term === null ? "" : t(`term.${term}`);
  if (kind === "unknown" && term !== null)
    return t("wrong.near", { word, term: term === "retried" ? term : `${term}:` });
  if (kind === "unknown")
    return `${t("wrong.unknown", { word })} ${t("wrong.terms", { terms: [...termNames, "retried", ">200ms"].join(", ") })}`;
  if (kind === "value") return t("wrong.value", { word, term: term ?? "", takes });
  if (kind === "empty") return t("wrong.empty", { word, takes });
  return t(kind === "quote" ? "wrong.quote" : "wrong.duration", { word });
}

/** Names of what is configured now; asked for when somebody types, not followed. */
function knownNames(): KnownNames {
  const state = snapshotStore.getState();
  const pools = selectPools(state);
  return {
    servers: [...new Set(pools.flatMap(({ servers }) => servers.map(({ id }) => id)))],
    pools: pools.map(({ id }) => id),
    listeners: selectListeners(state).map(({ id }) => id),
  };
}
