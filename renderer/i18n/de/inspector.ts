// German texts of the inspector.
import type { Translated } from "../catalogue-types.ts";
import type { inspector as english } from "../en/inspector.ts";

export const inspector: Translated<typeof english> = {};
