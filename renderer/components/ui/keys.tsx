// The keys of a command beside it, as they are written on this system.
import { shortcutLabel } from "../../lib/shortcut.ts";
import "./keys.css";

export function Keys({ shortcut }: { readonly shortcut: string | undefined }) {
  if (shortcut === undefined) return null;
  return (
    <span className="keys figures" aria-hidden="true">
      {shortcutLabel(shortcut)}
    </span>
  );
}
