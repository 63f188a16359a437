// A configuration file that a person dropped or chose, on its way to the preview. Bounded before it is read.
import { createStore } from "zustand/vanilla";
import { textOf } from "../i18n/i18n.ts";

const mostBytes = 2 ** 20;

export interface ImportedFile {
  readonly name: string;
  readonly text: string;
}

export type ImportState =
  | { readonly kind: "none" }
  | { readonly kind: "file"; readonly file: ImportedFile }
  | { readonly kind: "refused"; readonly why: string };

export const importStore = createStore<{ readonly state: ImportState }>(() => ({
  state: { kind: "none" },
}));

export const closeImport = (): void => importStore.setState({ state: { kind: "none" } });

/** Reads the one file there may be. */
export async function takeFiles(files: Iterable<File>): Promise<void> {
  const list = [...files];
  const [file] = list;
  if (!file) return;
  const t = textOf("dnd");
  const why =
    list.length > 1
      ? t("fileOne")
      : file.size > mostBytes
        ? t("fileLarge", { name: file.name })
        : undefined;
  if (why !== undefined) return importStore.setState({ state: { kind: "refused", why } });
  const text = await file.text().catch(() => "\u0000");
  importStore.setState({
    // A picture or an archive is refused here, and not as a thousand problems of a text.
    state: /[\0\uFFFD]/.test(text)
      ? { kind: "refused", why: t("fileNotText", { name: file.name }) }
      : { kind: "file", file: { name: file.name, text } },
  });
}

/** Lets a person choose a file instead of dropping one. */
export function chooseFile(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".yaml,.yml,.json";
  input.addEventListener("change", () => void takeFiles(input.files ?? []));
  input.click();
}
