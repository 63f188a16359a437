// Files that macOS hands over, by a double click or dropped on the dock: also before the app is ready.
import { app } from "electron";

export interface OpenedFiles {
  /** The file to start with, if one came that early; those that come later go to `onFile`. */
  begin(onFile: (file: string) => void): string | undefined;
}

/** Must be called before `ready`, which may come after the first file. */
export function listenForFiles(): OpenedFiles {
  let early: string | undefined;
  let hear = (file: string) => {
    early = file;
  };
  app.on("open-file", (event, file) => {
    event.preventDefault();
    hear(file);
  });
  return {
    begin(onFile) {
      hear = onFile;
      return early;
    },
  };
}
