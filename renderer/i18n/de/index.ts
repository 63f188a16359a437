// The German catalogue: one file and one namespace per part of the console.
import { actions } from "./actions.ts";
import { charts } from "./charts.ts";
import { commands } from "./commands.ts";
import { common } from "./common.ts";
import { configuration } from "./configuration.ts";
import { dnd } from "./dnd.ts";
import { events } from "./events.ts";
import { glossary } from "./glossary.ts";
import { inspector } from "./inspector.ts";
import { lab } from "./lab.ts";
import { scenarios } from "./scenarios.ts";
import { server } from "./server.ts";
import { servers } from "./servers.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { topology } from "./topology.ts";
import { traffic } from "./traffic.ts";
import { welcome } from "./welcome.ts";

export const de = {
  actions,
  charts,
  commands,
  common,
  configuration,
  dnd,
  events,
  glossary,
  inspector,
  lab,
  scenarios,
  server,
  servers,
  settings,
  shell,
  topology,
  traffic,
  welcome,
};
