// The latest requests, newest first, asked for once a second while this page is shown.
import { Activity, Pause, Play } from "lucide-react";
import { useState } from "react";
import type { RequestRecord } from "../../../balancer-core/contract/records.ts";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatClock, formatMilliseconds } from "../../lib/format.ts";
import { useInterval } from "../../lib/use-interval.ts";
import { useClient } from "../../state/console-context.tsx";
import "./traffic-page.css";

const shownRequests = 100;

export function TrafficPage() {
  const client = useClient();
  const [requests, setRequests] = useState<readonly RequestRecord[] | null>(null);
  const [isPaused, setIsPaused] = useState(false);
  useInterval(
    () => {
      client.call("requests.list", { limit: shownRequests }).then(
        (result) => setRequests(result.requests),
        // The banner says already that the connection is lost; what was seen stays.
        () => {},
      );
    },
    isPaused ? null : 1_000,
  );
  return (
    <Page
      title="Traffic"
      summary="The latest requests, newest first"
      actions={
        <Button
          icon={isPaused ? <Play /> : <Pause />}
          aria-pressed={isPaused}
          onClick={() => setIsPaused(!isPaused)}
        >
          {isPaused ? "Resume" : "Pause"}
        </Button>
      }
    >
      <Panel isFlush>
        {requests === null || requests.length === 0 ? (
          <EmptyState
            icon={<Activity />}
            title="No requests yet"
            reason="Start traffic above, or send a request to a listener; it appears here within a second."
          />
        ) : (
          <RequestTable requests={requests} />
        )}
      </Panel>
    </Page>
  );
}

function RequestTable({ requests }: { readonly requests: readonly RequestRecord[] }) {
  return (
    <Table label="Latest requests">
      <thead>
        <tr>
          <HeadCell>Time</HeadCell>
          <HeadCell>Method</HeadCell>
          <HeadCell className="traffic-target">Target</HeadCell>
          <HeadCell isNumeric>Status</HeadCell>
          <HeadCell>Server</HeadCell>
          <HeadCell isNumeric>Total</HeadCell>
          <HeadCell isNumeric>Attempts</HeadCell>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <Row key={request.id}>
            <Cell isFigure>{formatClock(request.at)}</Cell>
            <Cell isFigure>{request.method}</Cell>
            <Cell isFigure className="traffic-target" title={request.target}>
              {request.target}
            </Cell>
            <Cell isNumeric title={request.error ?? undefined}>
              <span className={classNames(request.status >= 500 && "traffic-failed")}>
                {request.status}
              </span>
            </Cell>
            <Cell>{request.server ?? "balancer"}</Cell>
            <Cell isNumeric>{formatMilliseconds(request.totalMs)}</Cell>
            <Cell isNumeric>{request.attempts.length}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
