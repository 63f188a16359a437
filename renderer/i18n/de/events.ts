// German texts of the Events page.
import type { Translated } from "../catalogue-types.ts";
import type { events as english } from "../en/events.ts";

export const events: Translated<typeof english> = {
  title: "Ereignisse",
  summary: "Was sich geändert hat und was scheiterte, das Neueste zuerst",
  pausedNothing: "Angehalten, nichts Neues",
  paused_one: "Angehalten, {{count}} neues Ereignis",
  paused_other: "Angehalten, {{count}} neue Ereignisse",
  pause: "Anhalten",
  resume: "Fortsetzen",
  filter: "Ereignisse filtern",
  filterHint: "Nach Wörtern filtern, etwa s3 oder ECONNREFUSED",
  kind: "Art",
  everyKind: "Jede Art",
  kindName: {
    "server-state": "Serverzustand",
    config: "Konfiguration",
    listener: "Listener",
    lifecycle: "Betrieb",
    lab: "Labor",
  },
  level: "Stufe",
  levelName: { info: "Jede Stufe", warning: "Warnungen und Fehler", error: "Fehler" },
  levelWord: { warning: "Warnung", error: "Fehler" },
  pool: "Pool",
  everyPool: "Jeder Pool",
  server: "Server",
  everyServer: "Jeder Server",
  empty: "Noch ist nichts geschehen",
  emptyReason:
    "Jeder Zustandswechsel eines Servers, jede Änderung der Konfiguration und jeder Fehlschlag erscheint hier mit seinem Grund.",
  none: "Kein Ereignis passt",
  noneReason_one: "{{count}} Ereignis ist hier aufbewahrt, aber der Filter verbirgt es.",
  noneReason_other: "{{count}} Ereignisse sind hier aufbewahrt, aber der Filter verbirgt alle.",
  clear: "Filter leeren",
  gap_one:
    "{{count}} Ereignis fehlt hier: Diese Konsole war nicht verbunden, oder es kamen zu viele auf einmal. Im Log steht es.",
  gap_other:
    "{{count}} Ereignisse fehlen hier: Diese Konsole war nicht verbunden, oder es kamen zu viele auf einmal. Im Log stehen sie.",
  count_one: "{{count}} Ereignis",
  count_other: "{{count}} Ereignisse",
  countOf: "{{shown}} von {{all}} Ereignissen",
  kept: "Die Konsole behält die neuesten {{kept}}; ältere stehen im Log.",
  today: "Heute",
  by: "{{kind}}, {{author}}",
  authorName: {
    file: "aus der Datei",
    api: "über die API",
    console: "in der Konsole",
    core: "durch den Balancer",
  },
  ofPool: "im Pool",
  more_one: "und {{count}} weitere Änderung",
  more_other: "und {{count}} weitere Änderungen",
  less: "weniger zeigen",
  openPage: { config: "Konfiguration öffnen", lab: "Labor öffnen" },
};
