// Where a pool's traffic goes, server by server, against where the weights say it should go.
import type { PoolSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { ShareBar } from "../../components/charts/share-bar.tsx";
import { StateGlyph, stateWord } from "../../components/ui/state-chip.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatPercent, noValue } from "../../lib/format.ts";
import { seriesColour } from "../../lib/series-colour.ts";
import { select } from "../../state/selection-store.ts";
import { promisesShares, sharesOf } from "../../state/shares.ts";

export function PoolShares({ pool }: { readonly pool: PoolSnapshot }) {
  const t = useText("inspector");
  const shares = sharesOf(pool);
  const isPromised = promisesShares(pool.algorithm);
  return (
    <>
      <Table label={t("shares")}>
        <thead>
          <tr>
            <HeadCell>{t("server")}</HeadCell>
            <HeadCell>{t("share")}</HeadCell>
            <HeadCell isNumeric>{t("actual")}</HeadCell>
            <HeadCell isNumeric>{t("expected")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {pool.servers.map((server, index) => {
            const { actual = null, expected = null } = shares.get(server.id) ?? {};
            return (
              <Row key={server.id}>
                <Cell>
                  <button
                    type="button"
                    className="inspector-link"
                    title={stateWord(server.state)}
                    onClick={() => select({ kind: "server", pool: pool.id, server: server.id })}
                  >
                    <StateGlyph state={server.state} />
                    {server.id}
                  </button>
                </Cell>
                <Cell>
                  <ShareBar
                    actual={actual ?? 0}
                    expected={expected}
                    colour={seriesColour(index)}
                    width={72}
                  />
                </Cell>
                <Cell isNumeric>{actual === null ? noValue : formatPercent(actual)}</Cell>
                <Cell isNumeric>{expected === null ? noValue : formatPercent(expected)}</Cell>
              </Row>
            );
          })}
        </tbody>
      </Table>
      {!isPromised && (
        <p className="inspector-note">{t("noPromise", { algorithm: pool.algorithm })}</p>
      )}
    </>
  );
}
