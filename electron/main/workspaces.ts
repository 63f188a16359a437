// Workspace files as a person opens and copies them: dialogs, the list of recent ones, and what is said when one cannot be opened.
import { basename, dirname, join } from "node:path";
import { app, BrowserWindow, dialog } from "electron";
import { writeAtomically } from "../../balancer-core/index.ts";
import type { Core } from "./core.ts";
import { explain } from "./explain.ts";
import { endWithError } from "./fatal.ts";
import { mostRecent, type StateFile } from "./state-file.ts";
import { say } from "./words.ts";

export interface WorkspacesOptions {
  readonly core: Pick<Core, "open" | "host">;
  readonly state: StateFile;
  /** The file in use at the start. */
  readonly file: string;
}

export interface Workspaces {
  /** The file in use. */
  readonly file: string;
  /** Never rejects: what is wrong is shown, and the workspace before goes on running. */
  open(file: string): Promise<void>;
  openByDialog(): Promise<void>;
  saveCopy(): Promise<void>;
  clearRecent(): void;
  /** Called when the file in use or the list of recent ones is another. */
  onChange(listener: () => void): void;
}

export function createWorkspaces({ core, state, file: first }: WorkspacesOptions): Workspaces {
  const listeners = new Set<() => void>();
  let file = first;

  async function open(chosen: string): Promise<void> {
    if (chosen === file) return;
    try {
      await core.open(chosen);
    } catch (error) {
      if (core.host === null) endWithError(say("cannotOpen"), error);
      else await showProblem("cannotOpen", chosen, error);
      return;
    }
    file = chosen;
    remember(chosen);
  }

  function remember(opened: string): void {
    app.addRecentDocument(opened);
    const others = state.now.recent.filter((recent) => recent !== opened);
    state.update({ recent: [opened, ...others].slice(0, mostRecent) });
    tell();
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  async function showProblem(
    word: "cannotOpen" | "cannotSave",
    about: string,
    error: unknown,
  ): Promise<void> {
    console.error(`evenkeel: ${word} "${about}":`, error);
    const goesOn = word === "cannotOpen" ? `\n\n${say("stillRunning", { file })}` : "";
    const options = {
      type: "error" as const,
      message: `${say(word)}: ${basename(about)}`,
      detail: explain(error) + goesOn,
      buttons: ["OK"],
    };
    const [window] = BrowserWindow.getAllWindows();
    await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  }

  const filters = () => [{ name: say("workspaceFiles"), extensions: ["yaml", "yml", "json"] }];

  return {
    get file() {
      return file;
    },
    open,
    async openByDialog() {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        defaultPath: dirname(file),
        properties: ["openFile"],
        filters: filters(),
      });
      const [chosen] = filePaths;
      if (!canceled && chosen !== undefined) await open(chosen);
    },
    async saveCopy() {
      // Where it is: relative paths in it go on meaning the same files.
      const copy = `${basename(file).replace(/(\.evenkeel)?\.(ya?ml|json)$/i, "")}.copy.evenkeel.yaml`;
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: join(dirname(file), copy),
        filters: filters(),
      });
      if (canceled || filePath === "") return;
      try {
        const config = await core.host?.call("config.get", {}, "core");
        if (config) await writeAtomically(filePath, config.yaml);
      } catch (error) {
        await showProblem("cannotSave", filePath, error);
      }
    },
    clearRecent() {
      app.clearRecentDocuments();
      state.update({ recent: [] });
      tell();
    },
    onChange: (listener) => void listeners.add(listener),
  };
}
