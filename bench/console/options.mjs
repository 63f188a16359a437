// The command line of the console's bench.
// @ts-check
import { parseArgs } from "node:util";

export const usage =
  "usage: npm run bench:console [-- --seconds N --servers N --rate N --memory SECONDS --pages NAME,NAME --rounds N]";

export const everyPage = [
  "Topology",
  "Servers",
  "Traffic",
  "Lab",
  "Events",
  "Configuration",
  "Settings",
];

export function readOptions(/** @type {string[]} */ args) {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: "string", default: "10" },
      servers: { type: "string", default: "500" },
      rate: { type: "string", default: "10000" },
      memory: { type: "string", default: "60" },
      rounds: { type: "string", default: "5" },
      pages: { type: "string", default: everyPage.join(",") },
    },
  });
  const pages = values.pages.split(",").filter(Boolean);
  const unknown = pages.find((page) => !everyPage.includes(page));
  if (unknown !== undefined)
    throw new Error(`there is no page "${unknown}"; there are ${everyPage.join(", ")}`);
  return {
    pages,
    seconds: whole("seconds", values.seconds, 1, 120),
    servers: whole("servers", values.servers, 1, 10_000),
    rate: whole("rate", values.rate, 1, 50_000),
    /** How long memory is watched; 0 leaves it out. */
    memorySeconds: whole("memory", values.memory, 0, 3_600),
    /** Turns without and with the console; 0 leaves them out. */
    rounds: whole("rounds", values.rounds, 0, 50),
  };
}

function whole(
  /** @type {string} */ name,
  /** @type {string} */ text,
  /** @type {number} */ least,
  /** @type {number} */ most,
) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} must be a whole number from ${least} to ${most}, got ${text}`);
}
