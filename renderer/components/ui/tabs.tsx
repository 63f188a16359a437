// Tabs within a page or panel.
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import "./tabs.css";

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

export function Tabs({ tabs, label }: { readonly tabs: readonly Tab[]; readonly label: string }) {
  return (
    <Base.Root defaultValue={tabs[0]?.id ?? null} className="tabs">
      <Base.List className="tabs-list" aria-label={label}>
        {tabs.map(({ id, label: text }) => (
          <Base.Tab key={id} value={id} className="tabs-tab">
            {text}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, content }) => (
        <Base.Panel key={id} value={id} className="tabs-panel">
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
