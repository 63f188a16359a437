// The core's sentences: each row says itself and is found again with its values, none hides another, and texts of others are none.
import { describe, expect, it } from "vitest";
import { readSentence } from "../../../balancer-core/contract/read-sentence.ts";
import {
  type SentenceCode,
  sentence,
  sentenceCodes,
  sentenceRows,
  serverName,
} from "../../../balancer-core/contract/sentences.ts";
import { samplesOf } from "../../support/sentence-samples.ts";

const say = sentence as (code: SentenceCode, values: Readonly<Record<string, string>>) => string;

describe("the core's sentences", () => {
  it.each(sentenceCodes)("%s is found again with its values", (code) => {
    const values = samplesOf(sentenceRows[code]);
    expect(readSentence(say(code, values))).toEqual({ code, values });
  });

  it("put their values in", () => {
    const said = sentence("CONNECT_FAILED", { errno: "ECONNREFUSED" });
    expect(sentence("CHECKS_FAILED_SAYING", { count: 2, needed: 3, said })).toBe(
      "2/3 checks failed: connect ECONNREFUSED",
    );
    expect(serverName("app", "s1")).toBe('server "s1" of pool "app"');
  });

  it("take values for what they are, whatever is in them", () => {
    const said = 'down: up, 1 request left {{count}} "$&"';
    const text = sentence("CHECK_PASSED_SAYING", { said });
    expect(readSentence(text)).toEqual({ code: "CHECK_PASSED_SAYING", values: { said } });
    const setting = { thing: 'pool "app"', key: "health.path", before: "/a → b", after: "/c: d" };
    expect(readSentence(sentence("SETTING_OF_CHANGED", setting))?.values.key).toBe("health.path");
  });

  it("are not found in texts that are none", () => {
    for (const text of ["", "200 OK", "something else went wrong", "pool", "a\nb"])
      expect(readSentence(text)).toBeNull();
  });
});
