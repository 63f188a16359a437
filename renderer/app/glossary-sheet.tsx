// All words of the glossary in one place, with a filter. The same texts that hovering over a word shows.
import { useState } from "react";
import { Dialog } from "../components/ui/dialog.tsx";
import { TextField } from "../components/ui/field.tsx";
import { TermText } from "../components/ui/term.tsx";
import { useText } from "../i18n/use-text.ts";
import { glossaryNames } from "../lib/glossary.ts";
import { closeOverlay } from "../state/overlay-store.ts";

export function GlossarySheet() {
  const t = useText("glossary");
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const found = glossaryNames.filter((name) =>
    `${t(`term.${name}.word`)} ${t(`term.${name}.means`)}`.toLowerCase().includes(wanted),
  );
  return (
    <Dialog
      title={t("title")}
      description={t("hint")}
      isOpen
      onOpenChange={(isOpen) => !isOpen && closeOverlay()}
    >
      <div className="glossary-filter">
        <TextField
          label={t("find")}
          type="search"
          autoFocus
          value={words}
          onValueChange={setWords}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className="glossary-list" tabIndex={0} aria-label={t("title")}>
        {found.length === 0 && (
          <p className="glossary-empty">{t("none", { words: words.trim() })}</p>
        )}
        {found.map((name) => (
          <div key={name}>
            <TermText name={name} />
          </div>
        ))}
      </section>
    </Dialog>
  );
}
