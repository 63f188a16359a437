// What the stand-in's process runs: hooks first, then the unchanged main of the built desktop shell.
import { register } from "node:module";

register("./hooks.mjs", import.meta.url);
const { runMain } = await import("./run-main.ts");
await runMain();
