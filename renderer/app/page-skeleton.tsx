// The outline of a page while the console connects or the page loads: first load is never blank.
import { Skeleton } from "../components/ui/notice.tsx";
import { useText } from "../i18n/use-text.ts";
// Its own use of the page's frame: no page has brought the styles yet.
import "../components/ui/panel.css";

const rows = ["62%", "48%", "55%", "40%", "58%", "45%"];

export function PageSkeleton() {
  const t = useText("shell");
  return (
    <div className="page" aria-busy="true">
      <p className="visually-hidden" role="status">
        {t("connecting")}
      </p>
      <Skeleton width={160} height={24} />
      <div className="page-skeleton-panel">
        {rows.map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    </div>
  );
}
