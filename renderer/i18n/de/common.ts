// German texts used on more than one page.
import type { Translated } from "../catalogue-types.ts";
import type { common as english } from "../en/common.ts";

export const common: Translated<typeof english> = {
  close: "Schließen",
  reload: "Neu laden",
  undo: "Rückgängig",
  redo: "Wiederholen",
  spaceKey: "Leertaste",
  unit: {
    requestsPerSecond: "Anfr./s",
    minutes: "min",
  },
  span: {
    seconds: "{{seconds}} s",
    minutes: "{{minutes}} min",
    minutesSeconds: "{{minutes}} min {{seconds}} s",
    hours: "{{hours}} h",
    hoursMinutes: "{{hours}} h {{minutes}} min",
    days: "{{days}} d",
  },
  ago: {
    now: "gerade eben",
    seconds: "vor {{seconds}} s",
    minutes: "vor {{minutes}} min",
    hours: "vor {{hours}} h",
    days: "vor {{days}} d",
  },
  state: {
    up: "Verfügbar",
    degraded: "Beeinträchtigt",
    recovering: "Erholt sich",
    down: "Ausgefallen",
    ejected: "Ausgeschlossen",
    draining: "Läuft leer",
    drained: "Leergelaufen",
    maintenance: "Wartung",
    unchecked: "Nicht geprüft",
  },
};
