// The console's own commands as menu items: its registry is the one source of their names and keys, in its language. The page
// hears the keys itself; the menu shows them and is another way to the same commands.
import type { MenuItemConstructorOptions } from "electron";
import type { ShellCommand } from "../../balancer-core/contract/shell-messages.ts";

export interface ConsoleMenu {
  readonly go: MenuItemConstructorOptions[];
  readonly balancer: MenuItemConstructorOptions[];
  readonly view: MenuItemConstructorOptions[];
  readonly help: MenuItemConstructorOptions[];
}

export function consoleMenu(
  commands: readonly ShellCommand[],
  isMac: boolean,
  run: (id: string) => void,
): ConsoleMenu {
  const itemsOf = (...sections: readonly ShellCommand["section"][]) =>
    commands
      .filter(({ section }) => sections.includes(section))
      .map((command): MenuItemConstructorOptions => {
        const keys = acceleratorOf(command.shortcut, isMac);
        return {
          id: command.id,
          // An ampersand would underline the letter after it.
          label: command.title.replaceAll("&", "&&"),
          enabled: command.isEnabled,
          click: () => run(command.id),
          // The page hears the keys. Elsewhere than on macOS, a menu need not listen for what it shows.
          ...(keys === undefined ? {} : { accelerator: keys, registerAccelerator: false }),
        };
      });
  return {
    go: itemsOf("go"),
    balancer: itemsOf("traffic", "servers", "edit"),
    view: itemsOf("view"),
    help: itemsOf("help"),
  };
}

/** As Electron writes keys. A single key would be taken from text fields on macOS, so it is not shown there. */
export function acceleratorOf(shortcut: string | undefined, isMac: boolean): string | undefined {
  if (shortcut === undefined) return undefined;
  const parts = shortcut.split("+");
  if (isMac && !parts.includes("mod")) return undefined;
  return parts.map((part) => names[part] ?? part.toUpperCase()).join("+");
}

const names: Readonly<Record<string, string>> = {
  mod: "CmdOrCtrl",
  shift: "Shift",
  space: "Space",
};
