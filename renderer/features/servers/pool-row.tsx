// The head of a pool's rows: folds them, tells its state, and holds what concerns all of them.
import { ChevronRight, Plus } from "lucide-react";
import { memo } from "react";
import type { PoolSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { AlgorithmField } from "../../components/server/algorithm-field.tsx";
import { PoolState } from "../../components/server/pool-state.tsx";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatRate, measureRate } from "../../lib/format.ts";
import { GroupBox } from "./group-box.tsx";

export interface PoolRowProps {
  readonly pool: PoolSnapshot;
  /** Servers the filter leaves. */
  readonly shown: number;
  readonly picked: "all" | "some" | "none";
  readonly isFolded: boolean;
  readonly columns: number;
  readonly place: number;
  readonly onFold: (pool: string) => void;
  readonly onPickAll: (pool: string) => void;
  readonly onAdd: (pool: string) => void;
}

export const PoolRow = memo(function PoolRow({
  pool,
  shown,
  picked,
  isFolded,
  columns,
  place,
  onFold,
  onPickAll,
  onAdd,
}: PoolRowProps) {
  const t = useText("servers");
  const { id, queued, servers } = pool;
  return (
    <tr className="pool-row" aria-rowindex={place}>
      <td className="table-cell servers-box">
        <GroupBox
          label={t("pickPool", { pool: id })}
          picked={picked}
          isDisabled={shown === 0}
          onToggle={() => onPickAll(id)}
        />
      </td>
      <td className="table-cell pool-row-cell" colSpan={columns + 1}>
        <div className="pool-row-line">
          <h2 className="pool-row-name">
            <button type="button" aria-expanded={!isFolded} onClick={() => onFold(id)}>
              <ChevronRight />
              {id}
            </button>
          </h2>
          <PoolState pool={pool} />
          <PoolSums servers={servers} />
          {queued > 0 && <span>{t("waiting", { count: queued })}</span>}
          {shown < servers.length && <span>{t("shown", { shown })}</span>}
          <div className="pool-row-algorithm">
            <AlgorithmField pool={id} algorithm={pool.algorithm} />
          </div>
          <IconButton
            size="small"
            label={t("addTo", { pool: id })}
            icon={<Plus />}
            onClick={() => onAdd(id)}
          />
        </div>
      </td>
    </tr>
  );
});

/** What all of them do together, which no row says. Percentiles cannot be added up. */
function PoolSums({ servers }: Pick<PoolSnapshot, "servers">) {
  const t = useText("servers");
  let [rate, active, failing] = [0, 0, 0];
  for (const server of servers) {
    rate += server.requestRate;
    active += server.activeRequests;
    failing += server.errorRate;
  }
  return (
    <>
      <span className="figures">{formatRate(rate)}</span>
      <span className="figures">{t("inFlight", { count: active })}</span>
      {failing > 0 && (
        <span className="figures pool-row-failing">
          {t("failing", { rate: measureRate(failing).value })}
        </span>
      )}
    </>
  );
}

/** Stands where the rows of a pool without servers would. */
export function EmptyPoolRow({
  pool,
  columns,
  place,
  onAdd,
}: Pick<PoolRowProps, "columns" | "place" | "onAdd"> & { readonly pool: string }) {
  const t = useText("servers");
  return (
    <tr aria-rowindex={place}>
      <td className="table-cell" colSpan={columns + 2}>
        <div className="pool-row-line pool-row-empty">
          <strong>{t("nobody")}</strong>
          <span>{t("nobodyReason")}</span>
          <Button size="small" icon={<Plus />} onClick={() => onAdd(pool)}>
            {t("addFirst")}
          </Button>
        </div>
      </td>
    </tr>
  );
}
