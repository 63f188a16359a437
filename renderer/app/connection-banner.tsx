// Says when the balancer cannot be reached and when it is tried again. What is on the page stays, dimmed, meanwhile.
import { useStore } from "zustand";
import { Button } from "../components/ui/button.tsx";
import { Banner } from "../components/ui/notice.tsx";
import { useNow } from "../lib/use-interval.ts";
import { connectionStore, selectNeedsReload } from "../state/connection-store.ts";
import { useClient } from "../state/console-context.tsx";

export function ConnectionBanner() {
  const state = useStore(connectionStore);
  const client = useClient();
  const { status, wasOpen } = state;
  if (selectNeedsReload(state))
    return (
      <Banner
        tone="error"
        actions={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        The console and the balancer do not speak the same version any more. Reload the console to
        go on.
      </Banner>
    );
  if (status.state === "lost")
    return (
      <Banner
        tone="warning"
        aside={<Countdown retryAt={status.retryAt} />}
        actions={
          <Button size="small" onClick={() => client.reconnect()}>
            Try now
          </Button>
        }
      >
        Connection to the balancer is lost.
      </Banner>
    );
  if (status.state === "connecting" && wasOpen)
    return <Banner tone="warning">Connection to the balancer is lost. Trying again now.</Banner>;
  return null;
}

function Countdown({ retryAt }: { readonly retryAt: number | null }) {
  const now = useNow(250);
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1_000);
  return <>{seconds > 0 ? `Trying again in ${seconds} s.` : "Trying again now."}</>;
}
