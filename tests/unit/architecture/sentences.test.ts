// What the core tells people goes through its table of sentences, so that a console can say it in another language.
import { describe, expect, it } from "vitest";
import { diffConfig } from "../../../balancer-core/config/diff.ts";
import { parseConfig } from "../../../balancer-core/config/parse.ts";
import type { Config } from "../../../balancer-core/contract/config-schema.ts";
import { readSentence } from "../../../balancer-core/contract/read-sentence.ts";
import { stateReason } from "../../../balancer-core/pool/server-state.ts";
import { sourceFiles } from "../../support/source-files.ts";

function configOf(text: string): Config {
  const parsed = parseConfig(`version: 1\n${text}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

/** Calls that tell people something, with a text of their own instead of a sentence of the table. */
const ownText =
  /\b(?:report|lifecycle|warn|onNotice|onWarning|onProblem|onRecovered|onTrouble|settle)(?:\?\.)?\(\s*(?:(?:"(?:info|warning|error)"|true|false),\s*)?(`[^`]*`|"(?!info"|warning"|error")[^"]*")/g;

describe("what the core tells people", () => {
  it("is said by code, never with a text written at the place", () => {
    const found = sourceFiles(["balancer-core"], /\.ts$/).flatMap(({ path, text }) =>
      [...text.matchAll(ownText)]
        // Error codes have a table of their own.
        .filter(([, told = ""]) => !told.includes("sentence(") && !/^"[A-Z_]+"$/.test(told))
        .map(([call]) => `${path}: ${call}`),
    );
    expect(found).toEqual([]);
  });

  it("is a row for every reason of a state", () => {
    const levels = ["unchecked", "up", "degraded", "down", "recovering"] as const;
    const intents = ["ready", "drain", "maintenance"] as const;
    const unknown = levels.flatMap((level) =>
      intents.flatMap((intent) =>
        [0, 1, 2, 12].flatMap((inFlight) =>
          [undefined, "200 OK"].flatMap((said) => {
            const inputs = {
              intent,
              removed: inFlight === 12,
              active: { level, count: 1, needed: 3 },
              passive: { ejected: inFlight > 0, failures: inFlight, ejectedForMs: 20_000 },
              inFlight,
              keepsSessions: inFlight === 2,
            };
            const reason = stateReason(inputs, said, said !== undefined);
            return readSentence(reason) === null ? [reason] : [];
          }),
        ),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it("is a row for every kind of change of the configuration", () => {
    const before = configOf(`
listeners: [{ id: web, protocol: http, bind: 127.0.0.1:8080, pool: app }]
pools:
  - id: app
    servers: [{ id: s1, address: 127.0.0.1:9001 }, { id: s2, address: 127.0.0.1:9002 }]
  - { id: old, servers: [{ id: o1, address: 127.0.0.1:9011 }] }
shutdown: { deadline: 10s }
`);
    const after = configOf(`
listeners:
  - { id: more, protocol: http, bind: 127.0.0.1:8081, pool: app }
  - { id: web, protocol: http, bind: 127.0.0.1:8080, pool: app }
pools:
  - id: app
    algorithm: { type: maglev }
    servers: [{ id: s2, address: 127.0.0.1:9002, weight: 3 }, { id: s1, address: 127.0.0.1:9001 }]
shutdown: { deadline: 20s }
metrics: { path: /figures }
lab: { servers: [{ id: sim1, bind: 127.0.0.1:9101 }] }
`);
    const { sentences } = diffConfig(before, after);
    expect(sentences.map((text) => readSentence(text)?.code ?? text).sort()).toEqual([
      "FROM_NEXT_START",
      "MEMBER_ADDED_AT",
      "MEMBER_ADDED_AT",
      "MEMBER_REMOVED",
      "ORDER_OF_SERVERS",
      "SETTING_CHANGED",
      "SETTING_OF_CHANGED",
      "SETTING_OF_CHANGED",
    ]);
  });
});
