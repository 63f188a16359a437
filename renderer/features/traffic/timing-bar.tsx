// Where a request's time went, small enough for a row: one bar on a scale by powers of ten, in the colours of its phases.
import type { RequestRecord } from "../../../balancer-core/contract/records.ts";
import { waterfallOf } from "./detail/waterfall-layout.ts";

const width = 72;
/** 1 ms is a sliver, 10 s the whole width: a linear scale would show one slow request and nothing else. */
const lengthOf = (totalMs: number): number =>
  Math.max(2, Math.min(1, Math.log10(1 + totalMs) / 4) * width);

export function TimingBar({ request }: { readonly request: RequestRecord }) {
  const { rows, totalMs } = waterfallOf(request);
  const length = lengthOf(request.totalMs);
  const scale = totalMs > 0 ? length / totalMs : 0;
  return (
    <svg width={width} height="8" viewBox={`0 0 ${width} 8`} aria-hidden="true">
      <rect className="phase-rest" y="1" width={length} height="6" rx="1" />
      {rows.flatMap(({ phases }) =>
        phases.map(({ kind, startMs, lengthMs }) => (
          <rect
            key={`${kind} ${startMs}`}
            className={`phase-${kind}`}
            x={startMs * scale}
            y="1"
            width={Math.max(0.5, lengthMs * scale)}
            height="6"
          />
        )),
      )}
    </svg>
  );
}
