// What the core tells, in German: every sentence of its table has one, with its values put in; anything else stays as it was told.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type SentenceCode,
  sentence,
  sentenceCodes,
  sentenceRows,
  serverName,
} from "../../../../balancer-core/contract/sentences.ts";
import { messageParts } from "../../../../renderer/features/events/event-message.ts";
import { coreText } from "../../../../renderer/i18n/core-text.ts";
import { germanSentences } from "../../../../renderer/i18n/de/core-sentences.ts";
import { setLanguage } from "../../../../renderer/i18n/i18n.ts";
import { stateInside } from "../../../../renderer/i18n/state-inside.ts";
import { samplesOf } from "../../../support/sentence-samples.ts";

const say = sentence as (code: SentenceCode, values: Readonly<Record<string, string>>) => string;
const placesOf = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
/** Told with other words: nested sentences, names of objects, states and the system's codes. */
const reworded: ReadonlySet<string> = new Set(["said", "thing", "target", "from", "to", "errno"]);

describe("what the core tells, in German", () => {
  beforeEach(() => setLanguage("de"));
  afterEach(() => setLanguage("en"));

  it.each(sentenceCodes)("%s has a text with the same values", (code) => {
    const german = germanSentences[code];
    expect(german, "a new sentence belongs in de/core-sentences.ts").toBeTruthy();
    expect(placesOf(german)).toEqual(placesOf(sentenceRows[code]));
    const values = samplesOf(sentenceRows[code]);
    const told = coreText(say(code, values));
    for (const [name, value] of Object.entries(values))
      if (!reworded.has(name)) expect(told).toContain(value);
    expect(told).not.toContain("{{");
  });

  it("tells a reason down to the code of the system, which stays to be searched for", () => {
    const said = sentence("CONNECT_FAILED", { errno: "ECONNREFUSED" });
    expect(coreText(sentence("CHECKS_FAILED_SAYING", { count: 3, needed: 3, said }))).toBe(
      "3/3 Prüfungen: Verbindung abgelehnt (ECONNREFUSED)",
    );
    expect(coreText("ECONNRESET")).toBe("Verbindung zurückgesetzt (ECONNRESET)");
    const drained = sentence("REQUESTS_LEFT", { said: sentence("DRAIN_SET"), count: 12 });
    expect(coreText(sentence("SESSIONS_LEFT", { said: drained }))).toBe(
      "Leerlaufen, gesetzt vom Betreiber, noch 12 Anfragen, seine Sitzungen können noch kommen",
    );
  });

  it("tells why a server was left out", () => {
    expect(coreText(sentence("FULL"))).toBe("voll");
    expect(coreText("down")).toBe("ausgefallen");
    expect(coreText("maintenance")).toBe("Wartung");
  });

  it("names states inside sentences in lower case, but nouns as German writes them", () => {
    expect([stateInside("down"), stateInside("maintenance")]).toEqual(["ausgefallen", "Wartung"]);
    setLanguage("en");
    expect(stateInside("maintenance")).toBe("maintenance");
  });

  it("tells each of the changes of one event, and what it does not know as it is", () => {
    const thing = serverName("app", "s4");
    const changes = [
      sentence("MEMBER_ADDED_AT", { thing, address: "127.0.0.1:9004" }),
      sentence("SETTING_OF_CHANGED", { thing, key: "weight", before: "1", after: "3" }),
      "something of another version",
      sentence("AND_MORE", { count: 4 }),
    ];
    expect(coreText(changes.join("; "))).toBe(
      "Server „s4“ von Pool „app“ hinzugefügt, Adresse 127.0.0.1:9004; " +
        "Server „s4“ von Pool „app“: weight 1 → 3; something of another version; und 4 weitere",
    );
  });

  it("links what an event names as in English", () => {
    const event = sentence("NOT_REMOVED", { thing: serverName("app", "s4"), said: "no" });
    const links = (message: string) =>
      messageParts({ message }).flatMap(({ target }) => target ?? []);
    expect(links(coreText(event))).toEqual(links(event));
    expect(links(event)).toHaveLength(2);
  });

  it("takes no value for a text of its own", () => {
    expect(coreText('pool "{{id}}" added')).toBe("Pool „{{id}}“ hinzugefügt");
    expect(coreText("last check passed: $& {{said}}")).toBe(
      "letzte Prüfung bestanden: $& {{said}}",
    );
  });

  it("is the core's own text in English", () => {
    setLanguage("en");
    for (const text of ["3/3 checks failed: connect ECONNREFUSED", "down", "whatever"])
      expect(coreText(text)).toBe(text);
  });
});
