// Turns values into the two paths of a sparkline. Pure, so that gaps and scales can be tested without a screen.

export interface SparklineBox {
  readonly width: number;
  readonly height: number;
  readonly length: number;
  readonly max?: number | undefined;
}

const edge = 2;

export function sparklinePath(
  values: ArrayLike<number>,
  { width, height, length, max }: SparklineBox,
): { readonly line: string; readonly area: string } {
  const count = Math.min(values.length, length);
  const skipped = values.length - count;
  let top = max ?? 0;
  if (max === undefined)
    for (let index = 0; index < count; index += 1) {
      const value = values[skipped + index];
      if (value !== undefined && value > top) top = value;
    }
  const step = length > 1 ? width / (length - 1) : width;
  const start = width - (count - 1) * step;
  let line = "";
  let area = "";
  let runStart: number | null = null;
  let lastX = 0;
  const closeRun = () => {
    if (runStart !== null) area += `L${round(lastX)} ${height}L${round(runStart)} ${height}Z`;
    runStart = null;
  };
  for (let index = 0; index < count; index += 1) {
    const value = values[skipped + index];
    if (value === undefined || Number.isNaN(value)) {
      closeRun();
      continue;
    }
    const x = start + index * step;
    const share = top > 0 ? Math.min(1, Math.max(0, value / top)) : 0;
    const place = `${round(x)} ${round(height - 1 - share * (height - 1 - edge))}`;
    line += `${runStart === null ? "M" : "L"}${place}`;
    area += `${runStart === null ? "M" : "L"}${place}`;
    runStart ??= x;
    lastX = x;
  }
  closeRun();
  return { line, area };
}

const round = (value: number): number => Math.round(value * 10) / 10;
