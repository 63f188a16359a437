// German texts of what was done, as toasts say it.
import type { Translated } from "../catalogue-types.ts";
import type { actions as english } from "../en/actions.ts";

export const actions: Translated<typeof english> = {
  added: "{{server}} zu {{pool}} hinzugefügt",
  changed: "{{server}} geändert",
  intent: {
    ready: "{{server}} nimmt wieder Verkehr an",
    drain: "{{server}} läuft leer",
    maintenance: "{{server}} ist in Wartung",
  },
  drainingThenRemoved: "{{server}} läuft leer und wird dann entfernt",
  removed: "{{server}} aus {{pool}} entfernt",
  changedPool: "Pool {{pool}} geändert",
  takenBack: "Rückgängig gemacht",
  doneAgain: "Wiederholt",
  restored: "Revision {{revision}} zurückgeholt",
  applied: "Konfiguration angewendet",
};
