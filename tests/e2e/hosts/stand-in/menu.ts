// `Menu`: keeps the template, for the spec to read and click.
import { mustBeReady } from "./app.ts";
import { strict } from "./strict.ts";

export interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly click?: (item: MenuItem) => void;
  readonly submenu?: readonly MenuItem[];
}

let installed: readonly MenuItem[] = [];

export const Menu = strict("Menu", {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu(menu: readonly MenuItem[]) {
    mustBeReady("Menu.setApplicationMenu");
    installed = menu;
  },
});

/** Labels, or roles in brackets, submenus indented by two spaces. */
export function menuLines(items = installed, indent = ""): readonly string[] {
  return items.flatMap((item) => [
    `${indent}${item.label ?? `[${item.role ?? item.type}]`}`,
    ...menuLines(item.submenu ?? [], `${indent}  `),
  ]);
}

export function clickMenu(label: string, menu = installed): void {
  const item = allItems(menu).find((candidate) => candidate.label === label);
  if (!item?.click) throw new Error(`no item "${label}" to click in the menu`);
  if (item.enabled === false) throw new Error(`the item "${label}" is disabled`);
  // Electron ticks it before it tells.
  item.click(item.type === "checkbox" ? { ...item, checked: item.checked !== true } : item);
}

function allItems(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.flatMap((item) => [item, ...allItems(item.submenu ?? [])]);
}
