// German texts of the Traffic page.
import type { Translated } from "../catalogue-types.ts";
import type { traffic as english } from "../en/traffic.ts";

export const traffic: Translated<typeof english> = {};
