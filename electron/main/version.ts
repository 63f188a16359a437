// The product's name and version, as the console's greeting shows them.

/** Replaced by the build with the version of package.json; absent when the sources run unbuilt, as in tests. */
declare const __EVENKEEL_VERSION__: string | undefined;

export const version =
  typeof __EVENKEEL_VERSION__ === "string" ? __EVENKEEL_VERSION__ : "0.0.0-source";
export const product = `Evenkeel ${version}`;
