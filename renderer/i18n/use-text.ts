// Texts in components: `const t = useText("servers")`. The component renders again when the language changes, and `t` is a
// new function then, so that it belongs in the dependencies of what keeps a text.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Namespace, Text } from "./catalogue-types.ts";
import { i18n, textOf } from "./i18n.ts";

export function useText<N extends Namespace>(namespace: N): Text<N> {
  const { i18n: current } = useTranslation(namespace, { i18n });
  const { language } = current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is the reason for another function.
  return useMemo(() => textOf(namespace), [namespace, language]);
}
