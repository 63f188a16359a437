// The bench's command line.
// @ts-check
import { parseArgs } from "node:util";

export const usage = `usage: npm run bench -- [--only CASE,CASE] [--peers NAME,NAME] [--rounds N] [--seconds N] [--json FILE]`;

export function readOptions(
  /** @type {string[]} */ args,
  /** @type {readonly string[]} */ caseNames,
) {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "3" },
      only: { type: "string" },
      peers: { type: "string" },
      json: { type: "string" },
    },
  });
  const only = values.only?.split(",");
  const unknown = only?.find((name) => !caseNames.includes(name));
  if (unknown !== undefined)
    throw new Error(`there is no case "${unknown}"; there are ${caseNames.join(", ")}`);
  return {
    rounds: bounded("rounds", values.rounds, 50),
    seconds: bounded("seconds", values.seconds, 60),
    only,
    peers: values.peers?.split(","),
    json: values.json,
  };
}

function bounded(
  /** @type {string} */ name,
  /** @type {string} */ text,
  /** @type {number} */ most,
) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} must be a whole number from 1 to ${most}, got ${text}`);
}
