// The command palette: one field over everything that can be done or gone to. Its own file and chunk, loaded when first opened.
import { Dialog as Base } from "@base-ui/react/dialog";
import { Command as Palette } from "cmdk";
import { useMemo, useState } from "react";
import { Keys } from "../components/ui/keys.tsx";
import { useText } from "../i18n/use-text.ts";
import { type Command, commandSections, listCommands } from "../state/commands.ts";
import { closeOverlay } from "../state/overlay-store.ts";
import { findCommands } from "./find-commands.ts";
import "../components/ui/popup.css";
import "./palette.css";

export function CommandPalette() {
  const t = useText("commands");
  const [words, setWords] = useState("");
  // What there is when it opens: a list that moves under the cursor would run the wrong thing.
  const [commands] = useState(() => listCommands().filter(({ isOnlyKey }) => isOnlyKey !== true));
  const { found, more } = useMemo(() => findCommands(commands, words), [commands, words]);
  const run = (command: Command) => {
    closeOverlay();
    // After the dialog gave the focus back, so that what is opened next keeps it.
    window.setTimeout(command.run);
  };
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && closeOverlay()}>
      <Base.Portal>
        <Base.Backdrop className="popup-scrim" />
        <Base.Popup className="popup palette">
          <Base.Title className="visually-hidden">{t("palette")}</Base.Title>
          <Palette label={t("palette")} shouldFilter={false} loop>
            <Palette.Input
              className="palette-input"
              placeholder={t("palettePlaceholder")}
              value={words}
              onValueChange={setWords}
            />
            <Palette.List className="palette-list" label={t("palette")}>
              {found.length === 0 && (
                <p className="palette-empty" role="status">
                  {t("nothingFound", { words: words.trim() })}
                </p>
              )}
              {commandSections.map((section) => {
                const ofSection = found.filter((command) => command.section === section);
                if (ofSection.length === 0) return null;
                return (
                  <Palette.Group key={section} heading={t(`section.${section}`)}>
                    {ofSection.map((command) => (
                      <Palette.Item
                        key={command.id}
                        value={command.id}
                        className="palette-item"
                        onSelect={() => run(command)}
                      >
                        {command.title()}
                        <Keys shortcut={command.shortcuts?.[0]} />
                      </Palette.Item>
                    ))}
                  </Palette.Group>
                );
              })}
            </Palette.List>
          </Palette>
          <footer className="palette-foot">
            <span>
              <kbd>↑</kbd> <kbd>↓</kbd> {t("hintMove")}
            </span>
            <span>
              <kbd>↵</kbd> {t("hintRun")}
            </span>
            <span>
              <kbd>Esc</kbd> {t("hintClose")}
            </span>
            {more > 0 && <span className="palette-more">{t("more", { count: more })}</span>}
          </footer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
