// Catches what a page throws while it draws, so that one broken page does not take the console down.
import { Component, type ReactNode } from "react";
import { Button } from "../components/ui/button.tsx";
import { ErrorState } from "../components/ui/notice.tsx";

interface Props {
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
    return (
      <ErrorState
        title="This page could not be drawn"
        reason={
          <>
            The balancer is not affected. <code>{error.message}</code>
          </>
        }
        actions={
          <>
            <Button variant="primary" onClick={() => this.setState({ error: null })}>
              Draw it again
            </Button>
            <Button onClick={() => window.location.reload()}>Reload the console</Button>
          </>
        }
      />
    );
  }
}
