// Buttons: primary (brass, one a view), plain, quiet, and danger for what cannot be taken back. Icons come from lucide.
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { classNames } from "../../lib/class-names.ts";
import { shortcutLabel } from "../../lib/shortcut.ts";
import "./button.css";

type NativeButton = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & {
  /** Names it for the tour. */
  readonly "data-tour"?: string;
};

export interface ButtonProps extends NativeButton {
  readonly variant?: "primary" | "plain" | "quiet" | "danger";
  readonly size?: "medium" | "small";
  readonly icon?: ReactNode;
  /** Shows that it works on it and takes no second press. */
  readonly isBusy?: boolean;
  readonly type?: "button" | "submit";
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = "plain",
  size = "medium",
  icon,
  isBusy = false,
  type = "button",
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      className={classNames("button", `button-${variant}`, `button-${size}`, className)}
    >
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends NativeButton {
  /** The accessible name, also shown on hover. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Told on hover, as lib/shortcut.ts writes it. */
  readonly shortcut?: string | undefined;
  readonly size?: "medium" | "small";
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  icon,
  shortcut,
  size = "medium",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      title={shortcut === undefined ? label : `${label} (${shortcutLabel(shortcut)})`}
      {...rest}
      type="button"
      aria-label={label}
      className={classNames("button button-quiet button-icon", `button-${size}`, className)}
    >
      {icon}
    </button>
  );
}
