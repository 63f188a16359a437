// Tabs within a page or panel.
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import "./tabs.css";

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly tabs: readonly Tab[];
  readonly label: string;
  /** The open one where somebody else keeps it, the address for one; the first until another is chosen when absent. */
  readonly open?: string;
  readonly onOpen?: (id: string) => void;
}

export function Tabs({ tabs, label, open, onOpen }: TabsProps) {
  const [first] = tabs;
  return (
    <Base.Root
      {...(open === undefined ? { defaultValue: first?.id ?? null } : { value: open })}
      onValueChange={(id) => onOpen?.(String(id))}
      className="tabs"
    >
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
