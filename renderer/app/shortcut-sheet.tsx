// The sheet behind `?`: every command that has keys, by section, from the registry.
import { useState } from "react";
import { Dialog } from "../components/ui/dialog.tsx";
import { useText } from "../i18n/use-text.ts";
import { shortcutLabel } from "../lib/shortcut.ts";
import { commandSections, listShortcuts } from "../state/commands.ts";
import { closeOverlay } from "../state/overlay-store.ts";
import "./palette.css";

export function ShortcutSheet() {
  const t = useText("commands");
  const [commands] = useState(listShortcuts);
  return (
    <Dialog
      title={t("sheet")}
      description={t("sheetHint")}
      isWide
      isOpen
      onOpenChange={(isOpen) => !isOpen && closeOverlay()}
    >
      <div className="sheet">
        {commandSections.map((section) => {
          const ofSection = commands.filter((command) => command.section === section);
          if (ofSection.length === 0) return null;
          return (
            <section key={section} className="sheet-section">
              <h3 className="sheet-title">{t(`section.${section}`)}</h3>
              <dl className="sheet-list">
                {ofSection.map((command) => (
                  <div key={command.id} className="sheet-row">
                    <dt>{command.title()}</dt>
                    <dd>
                      <kbd className="keys">{shortcutLabel(command.shortcuts?.[0] ?? "")}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
