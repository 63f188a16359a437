// Redraws a component when a server's series got a point: once a second, and only for its own key.
import { useEffect, useState } from "react";
import { type SeriesField, seriesRings } from "./series-rings.ts";

/** The latest `length` values of one field, oldest first, NaN where there was none. */
export function useSeries(key: string, field: SeriesField, length = 60): Float64Array {
  const [values, setValues] = useState(() => seriesRings.read(key, field, length));
  useEffect(() => {
    const update = () => setValues(seriesRings.read(key, field, length));
    update();
    return seriesRings.subscribe(key, update);
  }, [key, field, length]);
  return values;
}
