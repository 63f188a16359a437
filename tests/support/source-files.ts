// The project's own source files and their imports, for the tests that hold the architecture.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly file: string;
  readonly line: number;
  /** A project path for relative imports, else the package's name with `node:` where it is Node's. */
  readonly target: string;
  readonly isRelative: boolean;
}

export function sourceFiles(folders: readonly string[], pattern: RegExp): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && pattern.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.includes(`${sep}node_modules${sep}`))
      .map((file) => ({
        path: relative(projectRoot, file).split(sep).join("/"),
        text: readFileSync(file, "utf8"),
      })),
  );
}

const importPattern =
  /^\s*(?:import|export)\s(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

/** Static imports, re-exports and dynamic imports with a literal. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? "";
    const end = match.index + match[0].length;
    const isRelative = specifier.startsWith(".");
    return {
      file: path,
      line: text.slice(0, end).split("\n").length,
      target: isRelative ? posix.join(posix.dirname(path), specifier) : packageName(specifier),
      isRelative,
    };
  });
}

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const [scope = "", name = ""] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}
