// The catalogues: German has every key and placeholder of English, no text is empty or unused, and values cannot smuggle texts in.
import { afterEach, describe, expect, it } from "vitest";
import { errorCodes } from "../../../../balancer-core/contract/error-codes.ts";
import { germanErrorSentences } from "../../../../renderer/i18n/de/error-sentences.ts";
import { de } from "../../../../renderer/i18n/de/index.ts";
import { en } from "../../../../renderer/i18n/en/index.ts";
import { errorSentence } from "../../../../renderer/i18n/error-sentence.ts";
import { i18n, setLanguage, systemLanguage, textOf } from "../../../../renderer/i18n/i18n.ts";
import { formatMilliseconds } from "../../../../renderer/lib/format.ts";
import { sourceFiles } from "../../../support/source-files.ts";

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : leaves(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(.+?)\}\}|<\/?(\w+)/g)].map(String).sort();
const english = leaves(en);
const german = new Map(leaves(de));

describe("the catalogues", () => {
  it("have the same keys", () => {
    expect([...german.keys()]).toEqual(english.map(([key]) => key));
  });

  it("have the same placeholders and tags in every text", () => {
    const different = english.filter(
      ([key, text]) =>
        placeholders(text).join() !== placeholders(german.get(key) ?? "").join() &&
        // "one server" may do without its number in one language.
        !key.endsWith("_one"),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it("have no empty text, and both forms of every plural", () => {
    for (const catalogue of [english, [...german]]) {
      const keys = new Set(catalogue.map(([key]) => key));
      expect(catalogue.filter(([, text]) => text.trim() === "")).toEqual([]);
      const alone = [...keys].filter(
        (key) =>
          (key.endsWith("_one") && !keys.has(key.replace(/_one$/, "_other"))) ||
          (key.endsWith("_other") && !keys.has(key.replace(/_other$/, "_one"))),
      );
      expect(alone).toEqual([]);
    }
  });

  it("have no text that nothing shows", () => {
    const code = sourceFiles(["renderer"], /\.(ts|tsx)$/)
      .filter(({ path }) => !/renderer\/i18n\/(en|de)\//.test(path))
      .map(({ text }) => text)
      .join("\n");
    const isUsed = (path: string) => {
      // Without its namespace and plural; `state.up` may also be asked for as `state.${state}`.
      const key = path.slice(path.indexOf(".") + 1).replace(/_(one|other)$/, "");
      const families = key.split(".").map((_, depth, parts) => parts.slice(0, depth).join("."));
      return (
        code.includes(`"${key}"`) ||
        families.some((family) => family !== "" && code.includes(`\`${family}.\${`))
      );
    };
    expect(english.map(([key]) => key).filter((key) => !isUsed(key))).toEqual([]);
  });
});

describe("texts", () => {
  afterEach(() => setLanguage("en"));

  it("write numbers as the language does", () => {
    setLanguage("de");
    expect(formatMilliseconds(12.5)).toBe("12,5 ms");
    expect(textOf("common")("ago.seconds", { seconds: 1_200 })).toBe("vor 1\u202f200 s");
  });

  it("take a value for what it is, never for another text", () => {
    const t = textOf("shell");
    expect(t("noPageReason", { path: "$t(token) {{up}} <b>" })).toContain("$t(token) {{up}} <b>");
    expect(i18n.exists("shell:noPageReason")).toBe(true);
  });

  it("say every error code in German; a new one belongs in de/error-sentences.ts", () => {
    expect(errorCodes.filter((code) => germanErrorSentences[code] === undefined)).toEqual([]);
    setLanguage("de");
    expect(errorSentence("NOT_FOUND")).toBe("Das genannte Objekt gibt es nicht.");
  });

  it("follow the first language of the system that there is a catalogue for", () => {
    expect(systemLanguage(["fr-FR", "de-AT", "en"])).toBe("de");
    expect(systemLanguage(["fr-FR"])).toBe("en");
  });
});
