// How digits are written in the language of the console: the decimal sign, and groups of three. Knows nothing of units.

let decimalSign = ".";

/** Called by i18n/ when the language changes, and by nobody else. */
export function setDigitLanguage(language: string): void {
  const parts = new Intl.NumberFormat(language).formatToParts(0.5);
  decimalSign = parts.find(({ type }) => type === "decimal")?.value ?? ".";
}

/** `12.5` as written with a point becomes `12,5` where a comma is the sign. */
export const localDecimals = (text: string): string => text.replace(".", decimalSign);

/** Whole numbers in groups of three, held together by a narrow space that every language reads. */
export function groupDigits(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}
