// Catches what a page throws while it draws, so that one broken page does not take the console down.
import { Component, type ReactNode } from "react";
import { Button } from "../components/ui/button.tsx";
import { ErrorState } from "../components/ui/notice.tsx";
import { RichText } from "../i18n/rich-text.tsx";
import { useText } from "../i18n/use-text.ts";

interface Props {
  /** Stands in place of what broke, where that is not the page itself. */
  readonly fallback?: (error: Error) => ReactNode;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    if (this.props.fallback) return this.props.fallback(error);
    return <BrokenPage message={error.message} onRetry={() => this.setState({ error: null })} />;
  }
}

function BrokenPage({
  message,
  onRetry,
}: {
  readonly message: string;
  readonly onRetry: () => void;
}) {
  const t = useText("shell");
  return (
    <ErrorState
      title={t("brokenPage")}
      reason={
        <RichText
          from="shell"
          text="brokenPageReason"
          values={{ message }}
          parts={{ code: <code /> }}
        />
      }
      actions={
        <>
          <Button variant="primary" onClick={onRetry}>
            {t("drawAgain")}
          </Button>
          <Button onClick={() => window.location.reload()}>{t("reloadConsole")}</Button>
        </>
      }
    />
  );
}
