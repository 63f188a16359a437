// One server in the table. Renders when the snapshot brought a new object for it, which is when something changed.

import { memo } from "react";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { ShareBar } from "../../components/charts/share-bar.tsx";
import { Cell, Row } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatPercent, groupDigits, measureMilliseconds, measureRate } from "../../lib/format.ts";
import { seriesColour } from "../../lib/series-colour.ts";
import { select } from "../../state/selection-store.ts";
import { AnswersBar } from "./answers-bar.tsx";
import { LastCheck } from "./last-check.tsx";
import { RowActions } from "./row-actions.tsx";
import { StateCell } from "./state-cell.tsx";
import { WeightCell } from "./weight-cell.tsx";

export interface ServerRowProps {
  readonly pool: string;
  readonly server: ServerSnapshot;
  /** Place in the configuration, which gives its colour in every chart. */
  readonly index: number;
  readonly actualShare: number | null;
  readonly expectedShare: number | null;
  readonly isSelected: boolean;
}

export const ServerRow = memo(function ServerRow({
  pool,
  server,
  index,
  actualShare,
  expectedShare,
  isSelected,
}: ServerRowProps) {
  const t = useText("servers");
  const { id, requestRate, activeRequests, maxConnections, queued, latencyMs, errors } = server;
  const colour = seriesColour(index);
  const inspect = () => select({ kind: "server", pool, server: id });
  return (
    <Row
      isSelected={isSelected}
      className="servers-row"
      onClick={({ target }) => {
        // Its buttons and fields act for themselves; events of menus climb here although they are drawn elsewhere.
        if (target instanceof Element && target.closest("tr") && !target.closest("button, input"))
          inspect();
      }}
    >
      <th scope="row" className="table-cell servers-id">
        <button type="button" className="servers-name" onClick={inspect}>
          <span className="servers-colour" style={{ background: colour }} />
          {id}
        </button>
      </th>
      <StateCell server={server} />
      <Cell isNumeric>{measureRate(requestRate).value}</Cell>
      <Cell
        isNumeric
        className={classNames(
          maxConnections > 0 && activeRequests >= maxConnections && "servers-alarm",
        )}
      >
        {groupDigits(activeRequests)}
        {maxConnections > 0 && <span className="servers-unit">/{groupDigits(maxConnections)}</span>}
      </Cell>
      <Cell isNumeric className={classNames(queued > 0 && "servers-alarm")}>
        {groupDigits(queued)}
      </Cell>
      <Latency value={latencyMs?.p50} />
      <Latency value={latencyMs?.p95} />
      <Latency value={latencyMs?.p99} />
      <Cell>
        <div className="servers-share">
          <ShareBar actual={actualShare ?? 0} expected={expectedShare} colour={colour} width={72} />
          <span className="figures">
            {actualShare === null ? "–" : formatPercent(actualShare)}
            {expectedShare !== null && (
              <span className="servers-unit">
                {" "}
                {t("of", { share: formatPercent(expectedShare) })}
              </span>
            )}
          </span>
        </div>
      </Cell>
      <Cell isNumeric className={classNames(server.errorRate > 0 && "servers-alarm")}>
        {groupDigits(errors)}
      </Cell>
      <Cell>
        <AnswersBar status={server.status} />
      </Cell>
      <Cell isNumeric>
        <WeightCell pool={pool} server={server} />
      </Cell>
      <Cell isFigure>{server.address}</Cell>
      <LastCheck check={server.lastCheck} />
      <RowActions pool={pool} server={server} />
    </Row>
  );
});

function Latency({ value }: { readonly value: number | undefined }) {
  const { value: number, unit } = measureMilliseconds(value);
  return (
    <Cell isNumeric>
      {number}
      {unit !== "" && <span className="servers-unit"> {unit}</span>}
    </Cell>
  );
}
