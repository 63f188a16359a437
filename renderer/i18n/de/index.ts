// The German catalogue: one file and one namespace per part of the console.
import { charts } from "./charts.ts";
import { commands } from "./commands.ts";
import { common } from "./common.ts";
import { inspector } from "./inspector.ts";
import { shell } from "./shell.ts";
import { traffic } from "./traffic.ts";

export const de = { charts, commands, common, inspector, shell, traffic };
