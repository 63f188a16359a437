// Who belongs to which server of a pool with stickiness: how lookups went, and a page of the sessions the balancer remembers. Asked
// for when opened, turned or forgotten, not every second: a table of a hundred thousand is no live view.
import { ChevronLeft, ChevronRight, RotateCw, X } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { StickyList } from "../../../balancer-core/contract/sticky.ts";
import { IconButton } from "../../components/ui/button.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatSpan, groupDigits } from "../../lib/format.ts";
import { useNow } from "../../lib/use-interval.ts";
import { useClient } from "../../state/console-context.tsx";
import { Section } from "./inspector-section.tsx";

const pageLength = 20;

export function StickySessions({ pool }: { readonly pool: string }) {
  const t = useText("inspector");
  const client = useClient();
  const [offset, setOffset] = useState(0);
  const [list, setList] = useState<StickyList | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const ask = useCallback(
    () =>
      client.call("sticky.list", { pool, offset, limit: pageLength }).then(
        (answer) => {
          setList(answer);
          setHasFailed(false);
        },
        () => setHasFailed(true),
      ),
    [client, pool, offset],
  );
  useEffect(() => void ask(), [ask]);
  if (list?.type === "none") return null;
  if (!list) return hasFailed ? <p className="inspector-note">{t("sticky.failed")}</p> : null;
  const { type, lookups, size, evicted, sessions } = list;
  const words = t("sticky.lookups", {
    hit: groupDigits(lookups.hit),
    fresh: groupDigits(lookups.new),
    expired: groupDigits(lookups.expired),
    unavailable: groupDigits(lookups.unavailable),
  });
  return (
    <Section title={t("sticky.title")} term="session">
      <div className="sticky-header">
        <p className="inspector-note">{words}</p>
        <IconButton
          label={t("sticky.refresh")}
          size="small"
          icon={<RotateCw />}
          onClick={() => void ask()}
        />
      </div>
      {type === "cookie" ? (
        <p className="inspector-note">{t("sticky.cookies")}</p>
      ) : size === 0 ? (
        <p className="inspector-note">{t("sticky.empty")}</p>
      ) : (
        <>
          <p className="inspector-note">
            {t("sticky.size", { count: size })}
            {evicted > 0 && `, ${t("sticky.evicted", { count: evicted })}`}
          </p>
          <Sessions
            sessions={sessions}
            onForget={(key) => void client.call("sticky.remove", { pool, key }).then(ask, ask)}
          />
          {size > pageLength && (
            <div className="sticky-pages">
              <IconButton
                label={t("sticky.earlier")}
                size="small"
                icon={<ChevronLeft />}
                disabled={offset === 0}
                onClick={() => setOffset(Math.max(0, offset - pageLength))}
              />
              <span className="figures">
                {t("sticky.place", {
                  from: groupDigits(offset + 1),
                  to: groupDigits(Math.min(size, offset + pageLength)),
                  size: groupDigits(size),
                })}
              </span>
              <IconButton
                label={t("sticky.later")}
                size="small"
                icon={<ChevronRight />}
                disabled={offset + pageLength >= size}
                onClick={() => setOffset(offset + pageLength)}
              />
            </div>
          )}
        </>
      )}
    </Section>
  );
}

function Sessions({
  sessions,
  onForget,
}: {
  readonly sessions: StickyList["sessions"];
  readonly onForget: (key: string) => void;
}) {
  const t = useText("inspector");
  const now = useNow();
  return (
    <Table label={t("sticky.title")}>
      <thead>
        <tr>
          <HeadCell>{t("sticky.key")}</HeadCell>
          <HeadCell>{t("sticky.server")}</HeadCell>
          <HeadCell isNumeric>{t("sticky.hits")}</HeadCell>
          <HeadCell isNumeric>{t("sticky.expires")}</HeadCell>
          <HeadCell isNumeric>
            <span />
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {sessions.map(({ key, server, hits, expiresAt }) => (
          <Row key={key}>
            <Cell isFigure className="inspector-answer" title={key}>
              {key}
            </Cell>
            <Cell>{server}</Cell>
            <Cell isNumeric>{groupDigits(hits)}</Cell>
            <Cell isNumeric>{formatSpan(Math.max(0, Date.parse(expiresAt) - now))}</Cell>
            <Cell isNumeric>
              <IconButton
                label={t("sticky.forget", { key })}
                size="small"
                icon={<X />}
                onClick={() => onForget(key)}
              />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
