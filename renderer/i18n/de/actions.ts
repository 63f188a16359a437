// German texts of what was done, as toasts say it.
import type { Translated } from "../catalogue-types.ts";
import type { actions as english } from "../en/actions.ts";

export const actions: Translated<typeof english> = {
  added: "{{server}} zu {{pool}} hinzugefügt",
  changed: "{{server}} geändert",
  turned: "{{id}} geändert",
  addedTraffic: "Generator {{id}} hinzugefügt",
  removedTraffic: "Generator {{id}} entfernt",
  changedMany_one: "{{count}} Server geändert",
  changedMany_other: "{{count}} Server geändert",
  removedMany_one: "{{count}} Server entfernt",
  removedMany_other: "{{count}} Server entfernt",
  intent: {
    ready: "{{server}} nimmt wieder Verkehr an",
    drain: "{{server}} läuft leer",
    maintenance: "{{server}} ist in Wartung",
  },
  drainingThenRemoved: "{{server}} läuft leer und wird dann entfernt",
  removed: "{{server}} aus {{pool}} entfernt",
  moved: "{{server}} nach {{to}} verschoben",
  ordered: "Reihenfolge in {{pool}} geändert",
  simulated: "{{server}} zu {{pool}} hinzugefügt, simuliert an {{address}}",
  changedPool: "Pool {{pool}} geändert",
  takenBack: "Rückgängig gemacht",
  doneAgain: "Wiederholt",
  restored: "Revision {{revision}} zurückgeholt",
  applied: "Konfiguration angewendet",
};
