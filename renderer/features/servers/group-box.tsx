// A checkbox over several rows: checked for all of them, half for some.
import { useEffect, useRef } from "react";

export interface GroupBoxProps {
  readonly label: string;
  readonly picked: "all" | "some" | "none";
  readonly isDisabled?: boolean;
  readonly onToggle: () => void;
}

export function GroupBox({ label, picked, isDisabled = false, onToggle }: GroupBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // There is no attribute for it.
    if (box.current) box.current.indeterminate = picked === "some";
  }, [picked]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      checked={picked === "all"}
      onChange={onToggle}
    />
  );
}
