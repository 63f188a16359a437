// A text with parts that are more than text: `Press <key>Esc</key> and <place/>`. Each tag names one of `parts`.
import type { ReactElement } from "react";
import { Trans } from "react-i18next";
import type { Namespace, Placeholders, TextKey, TextValues } from "./catalogue-types.ts";
import { i18n } from "./i18n.ts";
import { useText } from "./use-text.ts";

export type RichTextProps<N extends Namespace, Key extends TextKey<N>> = {
  readonly from: N;
  readonly text: Key;
  /** Elements by tag; what the tag holds becomes their children. */
  readonly parts: Readonly<Record<string, ReactElement>>;
} & ([Placeholders<N, Key>] extends [never]
  ? { readonly values?: never }
  : { readonly values: TextValues<Placeholders<N, Key>> });

export function RichText<N extends Namespace, Key extends TextKey<N>>({
  from,
  text,
  parts,
  values,
}: RichTextProps<N, Key>) {
  // Renders again with the language.
  useText(from);
  return (
    <Trans
      i18n={i18n}
      ns={from}
      i18nKey={text as string}
      components={parts}
      // SECURITY: tags in a text name parts; a reason or detail from outside that has some of its own must stay text.
      tOptions={{ interpolation: { escapeValue: true } }}
      shouldUnescape
      {...(values === undefined ? {} : { values })}
    />
  );
}
