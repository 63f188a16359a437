// Opens a folder in the system's file manager.
import { shell } from "electron";

export function openFolder(folder: string): void {
  shell.openPath(folder).then(
    (failure) => {
      if (failure !== "") console.error(`evenkeel: "${folder}" could not be opened: ${failure}`);
    },
    (error: unknown) => console.error(`evenkeel: "${folder}" could not be opened:`, error),
  );
}
