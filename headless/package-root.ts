// The folder of package.json, whether this runs as out/cli.js or from the sources.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const packageRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** The built console, which the web console's server hands out. */
export const rendererDirectory = join(packageRoot, "out/renderer");
