// German texts of the inspector.
import type { Translated } from "../catalogue-types.ts";
import type { inspector as english } from "../en/inspector.ts";

export const inspector: Translated<typeof english> = {
  behind: "Server dahinter",
  changes: "Zustandswechsel",
  noFlaps: "In der letzten Stunde flatterte er nicht.",
  flaps_one: "In der letzten Stunde hörte er {{count}}-mal auf oder begann, Anfragen zu nehmen.",
  flaps_other: "In der letzten Stunde hörte er {{count}}-mal auf oder begann, Anfragen zu nehmen.",
  errors: "Letzte Fehler",
  noErrors: "Keine der gemerkten Anfragen scheiterte hier.",
  errorsOfServer: "Vom Server beantwortet",
  errorsOfBalancer: "Seinetwegen vom Balancer beantwortet",
  chart: {
    latency: "Latenz",
    spread: "Verteilung der Latenz",
    requests: "Anfragen",
    perSecond: "je Sekunde",
    load: "In Arbeit",
  },
};
