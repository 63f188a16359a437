// Types of electron-process.mjs, which is plain JavaScript because npm start runs it before anything is built.
export function hasDisplay(): boolean;
/** What no download can mend, in a few words; undefined where the desktop can be tried. */
export function desktopObstacle(): string | undefined;
/** Where the electron package in `folder` has its binary; undefined when it is not there. Never downloads. */
export function electronBinary(folder: string): string | undefined;
/** Resolves when it has ended: with undefined, or in a few words why it could not even start. Sets the exit code otherwise. */
export function runElectron(binary: string, args: readonly string[]): Promise<string | undefined>;
/** Why Chromium's sandbox cannot work here, with the way out; undefined where nothing speaks against it. */
export function sandboxObstacle(binary: string, settings?: string): string | undefined;
