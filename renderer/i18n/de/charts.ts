// German texts of the charts.
import type { Translated } from "../catalogue-types.ts";
import type { charts as english } from "../en/charts.ts";

export const charts: Translated<typeof english> = {};
