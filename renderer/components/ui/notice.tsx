// What stands where data would: nothing yet (and why, and what to do), something went wrong, or still on its way.
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";
import "./notice.css";

export interface EmptyStateProps {
  readonly title: string;
  /** Why it is empty, in one sentence. */
  readonly reason: ReactNode;
  /** The next step: one or more buttons. */
  readonly actions?: ReactNode;
  readonly icon?: ReactNode;
}

export function EmptyState({ title, reason, actions, icon }: EmptyStateProps) {
  return (
    <div className="notice">
      {icon !== undefined && <div className="notice-icon">{icon}</div>}
      <h2 className="notice-title">{title}</h2>
      <p className="notice-reason">{reason}</p>
      {actions !== undefined && <div className="notice-actions">{actions}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  readonly title: string;
  readonly reason: ReactNode;
  readonly actions?: ReactNode;
}

export function ErrorState({ title, reason, actions }: ErrorStateProps) {
  return (
    <div className="notice" role="alert">
      <div className="notice-icon notice-icon-error">
        <TriangleAlert />
      </div>
      <h2 className="notice-title">{title}</h2>
      <p className="notice-reason">{reason}</p>
      {actions !== undefined && <div className="notice-actions">{actions}</div>}
    </div>
  );
}

/** A line where text or a number will be. */
export function Skeleton({
  width = "100%",
  height = 12,
  className,
}: {
  readonly width?: number | string;
  readonly height?: number | string;
  readonly className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames("skeleton", className)}
      style={{ width, height }}
    />
  );
}

export interface BannerProps {
  readonly tone?: "warning" | "error" | "info";
  readonly children: ReactNode;
  /** What changes every second, after the sentence: shown, but not read out each time. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
}

/** A line across the page about the whole console. */
export function Banner({ tone = "info", children, aside, actions }: BannerProps) {
  return (
    <div className={classNames("banner", `banner-${tone}`)}>
      {tone !== "info" && <TriangleAlert aria-hidden="true" />}
      <p className="banner-text">
        <span role="status">{children}</span> {aside}
      </p>
      {actions}
    </div>
  );
}
