export const fuseNames: Readonly<Record<string, string>>;
export function wantedFuses(): Readonly<Record<string, boolean>>;
/** Sentences about fuses that are not as wanted; `wire` maps a fuse's number to its state, a character of the binary. */
export function wrongFuses(
  wire: Readonly<Record<number, number>>,
  wanted?: Readonly<Record<string, boolean>>,
): string[];
