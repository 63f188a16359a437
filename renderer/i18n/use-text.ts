// Texts in components: `const t = useText("servers")`. The component renders again when the language changes, and `t` is a
// new function then, so that it belongs in the dependencies of what keeps a text. React's own store hook instead of i18next's,
// which makes several objects a call: hundreds of rows and tiles ask with every snapshot.
import { useSyncExternalStore } from "react";
import type { Namespace, Text } from "./catalogue-types.ts";
import { i18n, textOf } from "./i18n.ts";

export function useText<N extends Namespace>(namespace: N): Text<N> {
  useSyncExternalStore(subscribe, readLanguage);
  const known = texts.get(namespace);
  if (known) return known as Text<N>;
  const made = textOf(namespace);
  texts.set(namespace, made as Text<Namespace>);
  return made;
}

/** One function a namespace and language. */
const texts = new Map<Namespace, Text<Namespace>>();
i18n.on("languageChanged", () => texts.clear());

const readLanguage = () => i18n.language;

function subscribe(tell: () => void): () => void {
  i18n.on("languageChanged", tell);
  return () => i18n.off("languageChanged", tell);
}
