// What an error code means, in the language of the console.
import { type ErrorCode, errorRows } from "../../balancer-core/contract/error-codes.ts";
import { germanErrorSentences } from "./de/error-sentences.ts";
import { i18n } from "./i18n.ts";

export function errorSentence(code: ErrorCode): string {
  const english = errorRows[code].sentence;
  return i18n.language === "de" ? (germanErrorSentences[code] ?? english) : english;
}
